#include "replication.hpp"

#include "holder_pool.hpp"
#include "queue_pool.hpp"
#include "shared_server.hpp"

#include <cstddef>

namespace poolsize {
namespace {

template <class Probe>
Tally play_with(Probe& probe, const SimulationPlan& plan, Count replication, const Stretch& stretch,
                const Conduct& conduct) {
  Server server(plan.instances.server_limit);
  Course course(stretch, conduct);
  const Surroundings around{.server = server, .course = course};
  if (std::holds_alternative<SimulatedSqlalchemy>(plan.pool)) {
    return QueuePool<Probe>(plan, replication, around, probe).run();
  }
  return HolderPool<Probe>(plan, replication, around, probe).run();
}

class SeriesProbe {
 public:
  static constexpr bool watches = true;
  SeriesProbe(Count batch, Series& sums) : batch_(batch), sums_(&sums) {}

  void see(const PoolEvent& event, const Request& request) const {
    if (event.kind == PoolEvent::Kind::asked) add(request.number, event.waiting + event.busy, event.open);
  }
  void add(Count number, Count present, Count open) const {
    const auto place = static_cast<std::size_t>(number / batch_);
    sums_->present[place] += static_cast<double>(present);
    sums_->open[place] += static_cast<double>(open);
  }

 private:
  Count batch_;
  Series* sums_;
};

bool is_alone(std::span<const SimulationPlan> plans) {
  return plans.size() == 1 && plans.front().instances.engines == 1;
}

NoProbe nobody(std::size_t /*plan*/, Count /*engine*/) { return {}; }

}  // namespace

Tally play(const SimulationPlan& plan, Count replication, const Stretch& stretch, const Conduct& conduct) {
  NoProbe probe;
  return play_with(probe, plan, replication, stretch, conduct);
}

std::vector<Tally> play_together(std::span<const SimulationPlan> plans, Count replication,
                                 const Stretch& stretch, const Conduct& conduct) {
  return SharedServer<NoProbe>(plans, replication, stretch, conduct, nobody).run([](Count, Count, Count) {});
}

void play_series(std::span<const SimulationPlan> plans, Count replication, Count requests, Count batch,
                 const Conduct& conduct, Series& sums) {
  sums.present.resize(static_cast<std::size_t>(requests / batch));
  sums.open.resize(sums.present.size());
  SeriesProbe probe(batch, sums);
  const Stretch stretch{.counted = requests};
  if (is_alone(plans)) {
    play_with(probe, plans.front(), replication, stretch, conduct);
  } else {
    SharedServer<NoProbe>(plans, replication, stretch, conduct, nobody)
        .run([&](Count number, Count present, Count open) { probe.add(number, present, open); });
  }
}

void watch(const SimulationPlan& plan, Count replication, Count requests,
           const std::function<void(const PoolEvent&)>& see) {
  require_playable(plan);
  const std::function<void(std::size_t, const PoolEvent&)> tell = [&](std::size_t, const PoolEvent& event) {
    see(event);
  };
  EventProbe probe{.tell = &tell};
  play_with(probe, plan, replication, {.counted = requests}, {});
}

void watch_together(std::span<const SimulationPlan> plans, Count replication, Count requests,
                    const std::function<void(std::size_t plan, const PoolEvent&)>& see) {
  require_playable_together(plans);
  const auto probe = [&](std::size_t plan, Count engine) { return EventProbe{&see, plan, engine}; };
  SharedServer<EventProbe>(plans, replication, {.counted = requests}, {}, probe).run([](Count, Count, Count) {
  });
}

}  // namespace poolsize
