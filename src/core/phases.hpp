// Hold times as a mixture of exponential classes: what an exact queue with many servers can still be solved
// for.
#pragma once

#include <poolsize/distribution.hpp>

#include <Eigen/Core>

#include <optional>
#include <vector>

namespace poolsize {

/// A hold is exponential with `rate` in the share `share` of the cases. Rates per mean hold.
struct Phase {
  double share = 1;
  double rate = 1;
};
using Phases = std::vector<Phase>;

/// The classes of hold times that are made of exponential ones, the fastest first and no two alike.
std::optional<Phases> own_phases(const Distribution& hold);

/// Into how many states `busy` servers with a hold in one of so many phases each can come.
Eigen::Index occupations(Eigen::Index busy, Eigen::Index phases);

/// How many of up to `servers` busy ones are in which phase. The states are numbered so that those of n busy
/// servers are the first of those of n + 1, whose one more is in phase 0.
class Occupations {
 public:
  Occupations(Eigen::Index servers, Eigen::Index phases);

  Eigen::Index phases() const { return phases_; }
  /// How many states n busy servers have.
  Eigen::Index size(Eigen::Index busy) const { return occupations(busy, phases_); }
  /// How many of the n busy servers are in a phase.
  Eigen::Index in(Eigen::Index state, Eigen::Index phase, Eigen::Index busy) const;
  /// The state with one more server busy in a phase.
  Eigen::Index more(Eigen::Index state, Eigen::Index phase) const;

 private:
  Eigen::Index phases_;
  std::vector<Eigen::Index> counts_;  ///< of all phases but 0, state by state
  std::vector<Eigen::Index> more_;
};

}  // namespace poolsize
