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
    using Kind = PoolEvent::Kind;
    if (event.kind == Kind::asked) {
      sums_->open[place(request)] += static_cast<double>(event.open);
    } else if (event.kind == Kind::got || event.kind == Kind::timed_out || event.kind == Kind::refused) {
      sums_->waits[place(request)] += event.at.seconds - request.asked;
    }
  }

 private:
  std::size_t place(const Request& request) const {
    return static_cast<std::size_t>(request.number / batch_);
  }

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
  sums.waits.resize(static_cast<std::size_t>(requests / batch));
  sums.open.resize(sums.waits.size());
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
