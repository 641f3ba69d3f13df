#include "replication.hpp"

#include "holder_pool.hpp"
#include "queue_pool.hpp"

namespace poolsize {
namespace {

template <class Probe>
Tally play_with(Probe& probe, const SimulationPlan& plan, Count replication, const Stretch& stretch,
                const Conduct& conduct) {
  if (std::holds_alternative<SimulatedSqlalchemy>(plan.pool)) {
    return QueuePool<Probe>(plan, replication, stretch, conduct, probe).run();
  }
  return HolderPool<Probe>(plan, replication, stretch, conduct, probe).run();
}

}  // namespace

Tally play(const SimulationPlan& plan, Count replication, const Stretch& stretch, const Conduct& conduct) {
  NoProbe nobody;
  return play_with(nobody, plan, replication, stretch, conduct);
}

void watch(const SimulationPlan& plan, Count replication, Count requests,
           const std::function<void(const PoolEvent&)>& see) {
  require_playable(plan);
  EventProbe probe{&see};
  play_with(probe, plan, replication, {.counted = requests}, {});
}

}  // namespace poolsize
