// Poisson arrivals, two exponential classes of hold times, c servers, first come first served: exact
// (M/H2/c).
//
// With all servers busy the state is how many are in the first phase; the servers being independent, the
// spectrum of the matrix-geometric solution follows from c + 1 equations in one unknown, and below c a block
// elimination meets it.
#pragma once

#include "two_phases.hpp"
#include "wait_tail.hpp"

#include <poolsize/units.hpp>

namespace poolsize {

/// More servers than this take too long: the work grows with the fourth power.
inline constexpr Count most_servers_in_phases = 100;

/// Requires: 1 ≤ servers ≤ most_servers_in_phases, 0 < load < servers.
WaitTail hyperexponential_wait(Count servers, Load, const TwoPhases&);

}  // namespace poolsize
