// Independent replications, on as many threads as there are, and what they give together.
#pragma once

#include "figures.hpp"
#include "replication.hpp"
#include "tally.hpp"

#include <poolsize/simulation.hpp>

#include <atomic>
#include <functional>
#include <span>
#include <vector>

namespace poolsize {

/// A replication is played by one thread from beginning to end, and sums are taken in the order of the
/// replications: the number of threads changes nothing.
class Replications {
 public:
  /// Plans that are played at once, or one. Requires: they outlive it.
  Replications(std::span<const SimulationPlan> plans, const Stretch& stretch,
               const SimulationControl& control);

  /// Plays those that are missing of the first `count`.
  void play(Count count);

  Count played() const { return next_; }
  bool is_stopped() const { return control_.stop != nullptr && *control_.stop; }
  /// What is known of a plan.
  struct Known {
    std::vector<Figures> each;  ///< of the replications that have counted anything
    Tally pooled;
  };
  const std::vector<Known>& known() const { return known_; }
  /// Of all replications, warm-up included.
  Count requests() const { return requests_; }

 private:
  struct Part {
    Counts counts;
    Figures figures{};
  };
  /// For each replication a tally per plan.
  std::vector<Tally> play_group(Count first, Count count, const Conduct&) const;
  void work(std::atomic<Count>& next, std::vector<Part>& parts, std::vector<Tally>& waits,
            const std::function<void()>* report);

  std::span<const SimulationPlan> plans_;
  bool is_alone_;  ///< one plan, of one engine
  Stretch stretch_;
  const SimulationControl& control_;
  Count group_;  ///< replications that one thread takes at a time
  Count next_ = 0;
  std::vector<Known> known_;
  std::atomic<Count> requests_ = 0;
};

}  // namespace poolsize
