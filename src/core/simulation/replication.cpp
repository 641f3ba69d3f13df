#include "replication.hpp"

#include "holder_pool.hpp"
#include "queue_pool.hpp"

#include <cstddef>

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

class SeriesProbe {
 public:
  static constexpr bool watches = true;
  SeriesProbe(Count batch, Series& sums) : batch_(batch), sums_(&sums) {}

  void see(const PoolEvent& event, const Request& request) const {
    if (event.kind != PoolEvent::Kind::asked) return;
    const auto place = static_cast<std::size_t>(request.number / batch_);
    sums_->present[place] += static_cast<double>(event.waiting + event.busy);
    sums_->open[place] += static_cast<double>(event.open);
  }

 private:
  Count batch_;
  Series* sums_;
};

}  // namespace

Tally play(const SimulationPlan& plan, Count replication, const Stretch& stretch, const Conduct& conduct) {
  NoProbe nobody;
  return play_with(nobody, plan, replication, stretch, conduct);
}

void play_series(const SimulationPlan& plan, Count replication, Count requests, Count batch,
                 const Conduct& conduct, Series& sums) {
  sums.present.resize(static_cast<std::size_t>(requests / batch));
  sums.open.resize(sums.present.size());
  SeriesProbe probe(batch, sums);
  play_with(probe, plan, replication, {.counted = requests}, conduct);
}

void watch(const SimulationPlan& plan, Count replication, Count requests,
           const std::function<void(const PoolEvent&)>& see) {
  require_playable(plan);
  EventProbe probe{&see};
  play_with(probe, plan, replication, {.counted = requests}, {});
}

}  // namespace poolsize
