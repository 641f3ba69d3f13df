// One replication of a plan, with whatever rules its pool has.
#pragma once

#include "tally.hpp"

#include <poolsize/pool_event.hpp>
#include <poolsize/simulation_plan.hpp>

#include <atomic>
#include <functional>
#include <limits>
#include <vector>

namespace poolsize {

/// As long as somebody asks.
inline constexpr Count unlimited_stretch = std::numeric_limits<Count>::max() / 2;

/// Which part of a replication counts.
struct Stretch {
  Count warm_up = 0;
  /// After which nobody asks any more.
  Count counted = unlimited_stretch;
};

/// What a running replication shares with who started it.
struct Conduct {
  const std::atomic<bool>* stop = nullptr;
  std::atomic<Count>* played = nullptr;  ///< requests, of all replications
  /// Called when `played` has grown.
  const std::function<void()>* report = nullptr;
};

Tally play(const SimulationPlan&, Count replication, const Stretch&, const Conduct& = {});

/// Sums over batches of requests, in the order of asking.
struct Series {
  // What each request finds.
  std::vector<double> present;  ///< requests that wait or hold
  std::vector<double> open;     ///< connections
};

/// Adds the first `requests` of a replication to `sums`. Requires: a multiple of `batch`, and always the
/// same.
void play_series(const SimulationPlan&, Count replication, Count requests, Count batch, const Conduct&,
                 Series& sums);

}  // namespace poolsize
