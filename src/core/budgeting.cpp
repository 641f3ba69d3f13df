#include "budgeting.hpp"

#include "sizing.hpp"

#include <poolsize/smallest.hpp>

#include <algorithm>
#include <cmath>

namespace poolsize {
namespace {

Workloads with_hold(Workloads workloads, double factor) {
  workloads.sqlalchemy.hold = scaled(workloads.sqlalchemy.hold, factor);
  workloads.asyncpg.hold = scaled(workloads.asyncpg.hold, factor);
  return workloads;
}

/// Connections that the server is asked for by the least capacities that meet the goal.
Count least_demand(const Question& question, const PoolSettings& like, const Workloads& workloads) {
  const Count instances = question.deployment.instances;
  Count each = 0;
  if (like.sqlalchemy) {
    each += question.deployment.engines * smallest_capacity(*like.sqlalchemy,
                                                            workloads.sqlalchemy.share(instances),
                                                            question.goal, question.costs);
  }
  if (like.asyncpg) {
    each += smallest_capacity(*like.asyncpg, workloads.asyncpg.share(instances), question.goal,
                              question.costs, question.acquire_timeout);
  }
  return each * question.deployment.peak_instances();
}

/// The largest of 1, 0.99, 0.99², … for which `fits`: as close as such advice deserves. Nothing if a
/// millionth does not fit. Requires: what fits for one factor fits for every smaller one.
template <class Fits>
std::optional<double> largest_factor(Fits fits) {
  constexpr double step = 0.99;
  constexpr Count steps = 1375;  // 0.99^1375 is a millionth
  const std::optional<Count> first =
      smallest_count(0, steps, [&](Count n) { return fits(std::pow(step, static_cast<double>(n))); });
  if (!first) return std::nullopt;
  return std::pow(step, static_cast<double>(*first));
}

}  // namespace

std::optional<PoolSettings> cut_to_fit(const PoolSettings& wanted, const PoolSettings& least,
                                       const Deployment& deployment, const ServerLimits& server) {
  const Count room = server.available() / deployment.peak_instances();
  const Count needed = connections_per_instance(least, deployment).value();
  const Count asked = connections_per_instance(wanted, deployment).value();
  if (needed > room) return std::nullopt;
  if (asked <= room) return wanted;

  const double kept = static_cast<double>(room - needed) / static_cast<double>(asked - needed);
  PoolSettings cut = wanted;
  Count left = room;
  if (cut.sqlalchemy) {
    const Count floor = least.sqlalchemy.value().capacity().value();
    const Count above = wanted.sqlalchemy->capacity().value() - floor;
    const Count capacity = floor + static_cast<Count>(std::floor(static_cast<double>(above) * kept));
    cut.sqlalchemy->pool_size = std::min(wanted.sqlalchemy->pool_size, capacity);
    cut.sqlalchemy->max_overflow = capacity - cut.sqlalchemy->pool_size;
    left -= capacity * deployment.engines;
  }
  if (cut.asyncpg) {
    cut.asyncpg->max_size = std::min(wanted.asyncpg->max_size, left);
    cut.asyncpg->min_size = std::min(wanted.asyncpg->min_size, cut.asyncpg->max_size);
  }
  return cut;
}

Remedies remedies_for(const Question& question, const PoolSettings& smallest) {
  const ServerLimits& server = question.server.value();
  const Workloads& workloads = question.workloads.value();
  const Duration hold = mean(workloads.sqlalchemy.hold);
  const Count demanded = demand(smallest, question.deployment).value();

  Remedies remedies{.max_connections = demanded + server.reserved + server.other_connections,
                    .pgbouncer_pool_size = server.available(),
                    .pgbouncer_clients = demanded};
  const auto fits = [&](double factor) {
    return least_demand(question, smallest, with_hold(workloads, factor)) <= server.available();
  };
  if (const auto factor = largest_factor(fits)) remedies.mean_hold = hold * *factor;

  // One pool of server connections for everybody: whoever holds no transaction open holds no connection
  // either.
  const auto carries = [&](double factor) {
    const AsyncpgSettings shared{.min_size = 0, .max_size = std::max<Count>(1, server.available())};
    return meets(predict(shared, with_hold(workloads, factor).sqlalchemy, question.goal), question.goal);
  };
  if (server.available() > 0) {
    if (const auto factor = largest_factor(carries)) remedies.transaction = hold * *factor;
  }
  return remedies;
}

}  // namespace poolsize
