#include "server_demand.hpp"

#include "core/budgeting.hpp"

#include <fmt/format.h>

#include <cmath>

namespace poolsize {
namespace {

constexpr double rounding = 1e-6;  // 0.9 × 70 is less than 63 in doubles

/// "(45 + 10) × 3 instances = 165"
std::string arithmetic(const ServerDemand& demand, std::string_view times, Count total) {
  const bool is_sum = demand.sum.find_first_not_of("0123456789") != std::string::npos;
  if (times.empty()) return is_sum ? fmt::format("{} = {}", demand.sum, total) : demand.sum;
  const bool adds = demand.sum.find('+') != std::string::npos;
  return fmt::format("{}{}{} × {} = {}", adds ? "(" : "", demand.sum, adds ? ")" : "", times, total);
}

}  // namespace

std::optional<ServerDemand> demand_on_server(const Subject& subject) {
  const Question& question = subject.question();
  const std::vector<Pool> pools = subject.pools();
  if (!subject.complete() || pools.empty() || subject.pooler() == Pooler::pgbouncer_transaction)
    return std::nullopt;
  const std::optional<Count> each = connections_per_instance(subject.settings(), question.deployment);
  if (!each) return std::nullopt;

  ServerDemand demand{.each = *each,
                      .sum = "",
                      .steady = *each * question.deployment.instances,
                      .peak = *each * question.deployment.peak_instances()};
  for (const Pool& pool : pools) {
    const Count engines = pool.kind == PoolKind::sqlalchemy ? question.deployment.engines : 1;
    demand.sum += fmt::format("{}{}{}", demand.sum.empty() ? "" : " + ", *pool.capacity,
                              engines == 1 ? "" : fmt::format(" × {} engines", engines));
  }
  return demand;
}

std::string steady_arithmetic(const Subject& subject, const ServerDemand& demand) {
  const Count instances = subject.question().deployment.instances;
  return arithmetic(demand, instances == 1 ? "" : fmt::format("{} instances", instances), demand.steady);
}

std::string peak_arithmetic(const Subject& subject, const ServerDemand& demand) {
  const Deployment& deployment = subject.question().deployment;
  return arithmetic(demand,
                    fmt::format("({} {} + {} surge)", deployment.instances,
                                deployment.instances == 1 ? "instance" : "instances",
                                deployment.peak_instances() - deployment.instances),
                    demand.peak);
}

std::string available_words(const ServerLimits& server) {
  std::string taken;
  if (server.reserved > 0) taken += fmt::format(" − {} reserved", server.reserved);
  if (server.other_connections > 0) taken += fmt::format(" − {} others", server.other_connections);
  return fmt::format("{} available{}", server.available(),
                     taken.empty() ? "" : fmt::format(" ({}{})", server.max_connections, taken));
}

Count part_of(Count connections, double share) {
  return static_cast<Count>(std::floor(static_cast<double>(connections) * share + rounding));
}

Count server_for(const ServerLimits& server, Count demand, double share) {
  const auto needed = static_cast<Count>(std::ceil(static_cast<double>(demand) / share - rounding));
  return needed + server.reserved + server.other_connections;
}

std::optional<PoolSettings> cut_to(const Subject& subject, Count available) {
  const Question& question = subject.question();
  const PoolSettings& now = subject.settings();
  PoolSettings least = now;
  if (least.sqlalchemy) {
    const Count needed = question.workloads ? subject.smallest().sqlalchemy->capacity().value() : 1;
    least.sqlalchemy->pool_size = std::min(needed, now.sqlalchemy->capacity().value());
    least.sqlalchemy->max_overflow = 0;
  }
  if (least.asyncpg) {
    const Count needed = question.workloads ? subject.smallest().asyncpg->max_size : 1;
    least.asyncpg->max_size = std::min(needed, now.asyncpg->max_size);
  }
  const ServerLimits room{.max_connections = available, .reserved = 0};
  const std::optional<PoolSettings> cut = cut_to_fit(now, least, question.deployment, room);
  if (!cut) return std::nullopt;
  PoolSettings wanted = subject.values();
  if (cut->sqlalchemy) wanted.sqlalchemy = cut->sqlalchemy;
  if (cut->asyncpg) wanted.asyncpg = cut->asyncpg;
  return wanted;
}

}  // namespace poolsize
