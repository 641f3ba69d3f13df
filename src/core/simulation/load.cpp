#include "load.hpp"

namespace poolsize {
namespace {

struct Pool {
  std::optional<Count> capacity;
  Duration timeout;
  double round_trips = 0;  ///< in each hold
};

Pool pool_of(const SimulatedSqlalchemy& pool) {
  return {pool.settings.capacity(), pool.settings.pool_timeout,
          sqlalchemy_reset_round_trips + (pool.settings.pre_ping ? sqlalchemy_ping_round_trips : 0)};
}

Pool pool_of(const SimulatedAsyncpg& pool) {
  return {pool.settings.capacity(), pool.acquire_timeout, asyncpg_reset_round_trips};
}

}  // namespace

PlannedLoad load_of(const SimulationPlan& plan) {
  const Pool pool = std::visit([](const auto& each) { return pool_of(each); }, plan.pool);
  PlannedLoad load{.rate = mean_rate(plan.arrivals, plan.hold), .timeout = pool.timeout};
  if (plan.hold) load.hold = mean(*plan.hold) + plan.costs.round_trip * pool.round_trips;
  if (load.rate && load.hold) load.offered = *load.rate * *load.hold;
  if (pool.capacity) load.capacity = *pool.capacity * plan.instances.count;
  if (load.offered && load.capacity) {
    load.utilisation = load.offered->erlangs / static_cast<double>(*load.capacity);
  }
  return load;
}

}  // namespace poolsize
