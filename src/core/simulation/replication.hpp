// One replication of a plan, with whatever rules its pool has.
#pragma once

#include "tally.hpp"

#include <poolsize/pool_event.hpp>
#include <poolsize/simulation_plan.hpp>

#include <atomic>
#include <functional>
#include <limits>

namespace poolsize {

/// Which part of a replication counts.
struct Stretch {
  Count warm_up = 0;
  /// After which nobody asks any more.
  Count counted = std::numeric_limits<Count>::max() / 2;
};

/// What a running replication shares with who started it.
struct Conduct {
  const std::atomic<bool>* stop = nullptr;
  std::atomic<Count>* played = nullptr;  ///< requests, of all replications
};

Tally play(const SimulationPlan&, Count replication, const Stretch&, const Conduct& = {});

}  // namespace poolsize
