// One replication of a plan, with whatever rules its pool has.
#pragma once

#include "tally.hpp"

#include <poolsize/pool_event.hpp>
#include <poolsize/simulation_plan.hpp>

#include <atomic>
#include <functional>
#include <limits>
#include <span>
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

/// One engine's pools, as if the server had no others.
Tally play(const SimulationPlan&, Count replication, const Stretch&, const Conduct& = {});

/// The pools of all plans and engines at once, on the first one's server: a tally per plan, the sum of its
/// engines' tallies. The requests of all pools together are numbered, and a stretch is one of them.
std::vector<Tally> play_together(std::span<const SimulationPlan>, Count replication, const Stretch&,
                                 const Conduct& = {});

/// Sums over batches of requests, in the order of asking.
struct Series {
  // What each request finds.
  std::vector<double> present;  ///< requests that wait or hold
  std::vector<double> open;     ///< connections
};

/// Adds the first `requests` of a replication to `sums`: of one engine's pools for a single plan that has one
/// engine, else of all pools of all plans. Requires: a multiple of `batch`, and always the same.
void play_series(std::span<const SimulationPlan>, Count replication, Count requests, Count batch,
                 const Conduct&, Series& sums);

}  // namespace poolsize
