// What happens in a simulated pool, one thing after the other: for timelines, and for tests that compare the
// rules with another implementation.
#pragma once

#include <poolsize/simulation_plan.hpp>

#include <cstddef>
#include <functional>
#include <span>

namespace poolsize {

struct PoolEvent {
  enum class Kind {
    asked,       ///< a request wants a connection
    connecting,  ///< a connection is being opened
    got,         ///< the request has its connection
    gave_back,   ///< the connection is back in the pool, or being closed
    closed,      ///< a connection is gone
    overtaken,   ///< a woken waiter found nothing and is at the end of the line again
    timed_out,
    refused,  ///< "too many clients"
  };
  Duration at;
  Kind kind = Kind::asked;
  Count request = -1;  ///< from 0, in the order of asking; -1 where the pool does it by itself
  Count instance = 0;
  Count engine = 0;
  /// Over all instances of this engine, after the event.
  Count waiting = 0;  ///< in line
  Count busy = 0;     ///< held
  Count open = 0;     ///< connecting and closing ones counted in
  bool operator==(const PoolEvent&) const = default;
};

/// Plays one replication exactly as simulate() does, warm-up included, and tells everything in the order of
/// time. `requests` is how many ask where the plan has no end of its own.
/// Throws as simulate() does; whatever `see` throws ends it.
void watch(const SimulationPlan&, Count replication, Count requests,
           const std::function<void(const PoolEvent&)>& see);

/// The same for what simulate_together() plays; `requests` are those of all plans and engines together, and
/// their numbers are too.
void watch_together(std::span<const SimulationPlan>, Count replication, Count requests,
                    const std::function<void(std::size_t plan, const PoolEvent&)>& see);

}  // namespace poolsize
