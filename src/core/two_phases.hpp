// Hold times as two exponential classes: what an exact queue with many servers can still be solved for.
#pragma once

#include "phases.hpp"

#include <poolsize/distribution.hpp>

namespace poolsize {

/// A hold is exponential with rate `fast` in the share `share`, else with rate `slow`. Rates per mean hold.
struct TwoPhases {
  double share = 0.5;
  double fast = 1;
  double slow = 1;

  Phases classes() const { return {{share, fast}, {1 - share, slow}}; }
};

/// A queue with these hold times is taken to lie between one whose holds are all the same and one with two
/// exponential classes, `share` of the way.
struct Likened {
  double share = 1;
  TwoPhases phases;
  bool exact = false;  ///< the hold times are such classes

  bool exponential() const { return phases.fast == phases.slow; }
};

/// With the scv of `hold`, so that the waits are right in heavy traffic, where only two moments count, and
/// the same time until the first of `together` busy servers is free, so that they are in light traffic, where
/// the stationary excess does (O. J. Boxma, J. W. Cohen, N. Huffels 1979, "Approximations of the mean waiting
/// time in an M/G/s queueing system"). Where the third moment would become larger than that of `hold`, the
/// two classes vary more and the queue with equal holds has a part, by as much as brings that time and the
/// third moment nearest. Requires: scv(hold) > 0, together > 1.
Likened likened(const Distribution& hold, double together);

}  // namespace poolsize
