#include "connect_times.hpp"
#include "connecting_queue.hpp"
#include "lazy_connections.hpp"
#include "queue_model.hpp"

#include <poolsize/churn.hpp>
#include <poolsize/prediction.hpp>

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cstdint>

namespace poolsize {
namespace {

/// A pool as the models see it.
struct Pool {
  std::optional<Count> capacity;
  Duration patience;
  double round_trips = 0;                   ///< spent inside a checkout beside the work
  std::optional<SqlalchemySettings> split;  ///< where connections come and go around pool_size
  std::optional<Duration> idle_lifetime;    ///< where one that nobody takes is closed after this
};

/// What opening connections does to the requests that must open them.
struct Connecting {
  double share = 0;  ///< of the requests
  std::optional<ConnectTimes> times;

  /// P(wait > t) through connecting; such a request does not queue.
  double late(Duration t) const { return times ? share * times->longer_than(t) : 0; }
};

/// The end of what holds from `low` on, or `low`, to some 1e-9 of it. Requires: it does not hold for ever.
template <class Predicate>
Duration last(Predicate holds, Duration low) {
  if (!holds(low)) return low;
  Duration high = low * 2;
  while (holds(high)) high = high * 2;
  constexpr int halvings = 30;
  for (int i = 0; i < halvings; ++i) {
    const Duration middle = (low + high) / 2;
    (holds(middle) ? low : high) = middle;
  }
  return high;
}

/// The smallest t with P(wait > t) ≤ 1 − percentile, where a share `opens` of the served waits for its
/// connect alone.
Duration quantile(const ConnectingQueue& queue, const ConnectTimes& times, double opens, double percentile) {
  Duration low = queue.served_quantile(percentile);
  const double others = percentile + opens;
  const Duration high = others < 1 ? queue.served_quantile(others) : forever;
  if (high <= times.shortest()) return high;
  low = std::max(low, times.shortest());
  if (times.longer_than(low) == 0) return low;
  const auto is_later = [&](Duration t) {
    return queue.served_late(t) + opens * times.longer_than(t) > 1 - percentile;
  };
  return last(is_later, low);
}

WaitTimes wait_times(const ConnectingQueue& queue, const Connecting& connecting, const Goal& goal) {
  const double served = 1 - queue.timeouts();
  const double opens = served > 0 ? connecting.share / served : 0;
  const auto at = [&](double percentile) {
    return connecting.times ? quantile(queue, *connecting.times, opens, percentile)
                            : queue.served_quantile(percentile);
  };
  return {.probability = queue.waiting() + connecting.late({}),
          .over_goal = queue.late(goal.max_wait) + connecting.late(goal.max_wait),
          .mean = queue.served_mean() + (connecting.times ? connecting.times->mean() * opens : Duration{}),
          .p50 = at(0.5),
          .p90 = at(0.9),
          .p95 = at(0.95),
          .p99 = at(0.99),
          .p999 = at(0.999)};
}

/// The connections around pool_size while the pool does what `queue` says.
std::optional<Churn> churn_of(const Pool& pool, const Workload& workload, const QueueModel& queue) {
  if (!pool.split || pool.split->unlimited()) return std::nullopt;
  return churn(pool.split->pool_size, pool.split->max_overflow, workload.offered_load(), waiting(queue));
}

/// Nothing where the pool opens none that requests wait for.
std::optional<ConnectTimes> connect_times(const Pool& pool, const QueueModel& queue, const Costs& costs,
                                          const std::optional<Churn>& opening) {
  if (!opening || opening->opened_per_request == 0) return std::nullopt;
  return ConnectTimes(costs, throughput_of(queue), pool.split->pool_size, *pool.capacity);
}

Workload longer(const Workload& workload, Duration more) {
  const Duration hold = mean(workload.hold);
  Workload result = workload;
  if (more > Duration{}) result.hold = scaled(workload.hold, (hold + more) / hold);
  return result;
}

/// What connects add to a hold on average: the more they do, the more often all places are taken and the
/// fewer are opened. Exponential holds tell how many: of others it is not known either way. Requires:
/// capacity, and a churn that is known.
Duration connects_in_hold(const Pool& pool, const Workload& workload, Duration connect_time) {
  const auto opened = [&](double more) {
    Workload simple = workload;
    simple.hold = Exponential{mean(workload.hold) + Duration{more}};
    simple.arrivals_scv = 1;
    return churn_of(pool, simple, queue_model(pool.capacity, simple, pool.patience))->opened_per_request;
  };
  const double most = connect_time.seconds * opened(0);
  const auto excess = [&](double more) { return connect_time.seconds * opened(more) - more; };
  const double at_most = excess(most);
  if (at_most >= 0) return {most};
  constexpr int bits = 20;
  std::uintmax_t steps = 20;
  const auto [low, high] = boost::math::tools::toms748_solve(
      excess, 0.0, most, most, at_most, boost::math::tools::eps_tolerance<double>(bits), steps);
  return Duration{(low + high) / 2};
}

Prediction predict(const Pool& pool, const Workload& asked, const Goal& goal, const Costs& costs,
                   Detail detail) {
  Workload workload = longer(asked, costs.round_trip * pool.round_trips);
  const QueueModel plain = queue_model(pool.capacity, workload, pool.patience);
  std::optional<QueueModel> with_connects;
  const bool takes_time = costs.connect_time > Duration{};
  std::optional<Churn> opening;
  if (takes_time || detail == Detail::everything) opening = churn_of(pool, workload, plain);
  if (const auto times = connect_times(pool, plain, costs, opening); takes_time && times) {
    // The slot is taken from before the connect until the return (pool/impl.py, `_inc_overflow`).
    workload = longer(workload, connects_in_hold(pool, workload, times->mean()));
    with_connects = queue_model(pool.capacity, workload, pool.patience);
    opening = churn_of(pool, workload, *with_connects);
  }
  const QueueModel& queue = with_connects ? *with_connects : plain;
  const Connecting connecting{.share = opening ? opening->opened_per_request : 0,
                              .times = connect_times(pool, queue, costs, opening)};

  Prediction prediction{.offered_load = workload.offered_load(),
                        .model = describe(queue, workload, pool.patience)};
  if (with_connects && prediction.model.exact) {
    prediction.model.exact = false;
    prediction.model.accuracy = "exact but for the connects";
  }
  if (pool.capacity) {
    prediction.utilisation = prediction.offered_load.erlangs / static_cast<double>(*pool.capacity);
    prediction.stable = workload.population || *prediction.utilisation < 1;
  }
  prediction.mean_busy = busy(queue);
  prediction.timeout_probability = timeouts(queue);
  prediction.throughput = throughput_of(queue);
  if (settles(queue)) {
    const ConnectingQueue line(queue, workload.population ? queue : plain);
    prediction.wait = wait_times(line, connecting, goal);
    prediction.timeout_probability = line.timeouts();
    if (with_connects && !workload.population) prediction.throughput = workload.rate * (1 - line.timeouts());
  }
  prediction.connections.most = pool.capacity;
  if (detail == Detail::everything && pool.idle_lifetime) {
    prediction.connections.mean = mean_open_within(
        *pool.idle_lifetime, *pool.capacity, prediction.offered_load, mean(workload.hold), waiting(queue));
  }
  if (opening) {
    prediction.connections.mean = opening->mean_open;
    prediction.connections.opened = workload.rate * opening->opened_per_request;
    prediction.connections.opened_per_request = opening->opened_per_request;
    prediction.connections.connect_counted = takes_time;
  }
  return prediction;
}

}  // namespace

Prediction predict(const SqlalchemySettings& settings, const Workload& share, const Goal& goal,
                   const Costs& costs, Detail detail) {
  const double ping = settings.pre_ping ? sqlalchemy_ping_round_trips : 0;
  return predict(Pool{.capacity = settings.capacity(),
                      .patience = settings.pool_timeout,
                      .round_trips = sqlalchemy_reset_round_trips + ping,
                      .split = settings},
                 share, goal, costs, detail);
}

Prediction predict(const AsyncpgSettings& settings, const Workload& share, const Goal& goal,
                   const Costs& costs, std::optional<Duration> acquire_timeout, Detail detail) {
  return predict(Pool{.capacity = settings.capacity(),
                      .patience = acquire_timeout.value_or(forever),
                      .round_trips = asyncpg_reset_round_trips,
                      .idle_lifetime = asyncpg_idle_lifetime},
                 share, goal, costs, detail);
}

bool meets(const Prediction& prediction, const Goal& goal) {
  // 1 − 0.99 is not 0.01 in doubles: equality up to rounding is meeting the goal.
  constexpr double rounding = 1e-12;
  return prediction.wait && prediction.wait->over_goal <= 1 - goal.percentile + rounding &&
         prediction.timeout_probability <= goal.max_timeouts + rounding;
}

}  // namespace poolsize
