// Poisson arrivals, exponential classes of hold times, c servers, first come first served, requests that give
// up after a timeout: exact (M/H/c+D).
//
// With all servers busy the state is the wait that a request would have now, and how many of the others will
// be in which phase when it begins. The servers being independent, the rates at which densities fall or
// grow over the wait follow from equations in one unknown; below c a block elimination meets them, and at the
// timeout nobody is let in (F. Baccelli, P. Hébuterne 1981, "On queues with impatient customers", section 5,
// for one server).
#pragma once

#include "phases.hpp"
#include "wait_tail.hpp"

#include <poolsize/units.hpp>

namespace poolsize {

/// More than this many occupations take too long: three classes up to 15 servers, what SQLAlchemy has by
/// default.
inline constexpr Eigen::Index most_occupations = 136;

/// The work grows with the fourth power of the occupations: with two classes 1 ms for 50 servers, 20 for 100.
/// `timeout` in mean holds. Requires: servers ≥ 1, load > 0, timeout > 0, and a finite timeout or load <
/// servers; phases with positive shares and different rates.
WaitTail hyperexponential_wait(Count servers, Load, const Phases&,
                               double timeout = std::numeric_limits<double>::infinity());

}  // namespace poolsize
