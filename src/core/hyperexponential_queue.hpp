// Poisson arrivals, two exponential classes of hold times, c servers, first come first served, requests that
// give up after a timeout: exact (M/H2/c+D).
//
// With all servers busy the state is the wait that a request would have now, and how many of the others will
// be in the first phase when it begins. The servers being independent, the rates at which densities fall or
// grow over the wait follow from equations in one unknown; below c a block elimination meets them, and at the
// timeout nobody is let in (F. Baccelli, P. Hébuterne 1981, "On queues with impatient customers", section 5,
// for one server).
#pragma once

#include "two_phases.hpp"
#include "wait_tail.hpp"

#include <poolsize/units.hpp>

namespace poolsize {

/// The work grows with the fourth power of the servers: 1 ms for 50, 20 for 100. `timeout` in mean holds.
/// Requires: servers ≥ 1, load > 0, timeout > 0, and a finite timeout or load < servers.
WaitTail hyperexponential_wait(Count servers, Load, const TwoPhases&,
                               double timeout = std::numeric_limits<double>::infinity());

}  // namespace poolsize
