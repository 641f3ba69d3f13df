// Hold times as two exponential classes: what an exact queue with many servers can still be solved for.
#pragma once

#include <poolsize/distribution.hpp>

namespace poolsize {

/// A hold is exponential with rate `fast` in the share `share`, else with rate `slow`. Rates per mean hold.
struct TwoPhases {
  double share = 0.5;
  double fast = 1;
  double slow = 1;
};

/// The one with the scv of `hold` (mean 1) and the same chance that two servers are both still busy: it makes
/// the waits right in heavy traffic, where only two moments count, and in light traffic, where the stationary
/// excess does (O. J. Boxma, J. W. Cohen, N. Huffels 1979, "Approximations of the mean waiting time in an
/// M/G/s queueing system"). A third moment instead is off by 20 % for a lognormal with scv 4
/// (tests/bench/hold_times). Requires: scv(hold) > 1.
TwoPhases two_phases(const Distribution& hold);

}  // namespace poolsize
