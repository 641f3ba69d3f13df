// Independent replications, on as many threads as there are, and what they give together.
#pragma once

#include "figures.hpp"
#include "replication.hpp"
#include "tally.hpp"

#include <poolsize/simulation.hpp>

#include <atomic>
#include <functional>
#include <vector>

namespace poolsize {

/// A replication is played by one thread from beginning to end, and sums are taken in the order of the
/// replications: the number of threads changes nothing.
class Replications {
 public:
  /// Requires: the plan outlives it.
  Replications(const SimulationPlan& plan, const Stretch& stretch, const SimulationControl& control);

  /// Plays those that are missing of the first `count`.
  void play(Count count);

  Count played() const { return next_; }
  bool is_stopped() const { return control_.stop != nullptr && *control_.stop; }
  /// Of those that have counted anything.
  const std::vector<Figures>& each() const { return each_; }
  const Tally& pooled() const { return pooled_; }
  /// Of all replications, warm-up included.
  Count requests() const { return requests_; }

 private:
  struct Part {
    Counts counts;
    Figures figures{};
  };
  std::vector<Tally> play_group(Count first, Count count, const Conduct&) const;
  void work(std::atomic<Count>& next, std::vector<Part>& parts, Tally& waits,
            const std::function<void()>* report);

  const SimulationPlan& plan_;
  Stretch stretch_;
  const SimulationControl& control_;
  Count group_;  ///< replications that one thread takes at a time
  Count next_ = 0;
  std::vector<Figures> each_;
  Tally pooled_;
  std::atomic<Count> requests_ = 0;
};

}  // namespace poolsize
