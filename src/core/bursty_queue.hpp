// Gaps between requests that are not exponential (see bursts.hpp), any hold times, c servers, requests that
// give up after a timeout.
#pragma once

#include "offered_wait.hpp"

#include <poolsize/distribution.hpp>
#include <poolsize/units.hpp>

namespace poolsize {

/// Exact for such gaps where poolsize explain model says so, else changed from the wait with Poisson
/// arrivals. Times in mean holds. Requires: as of poisson_wait, and arrivals_scv ≥ 0, not 1.
OfferedWait bursty_wait(Count servers, Load, const Distribution& hold, double arrivals_scv, double timeout);

}  // namespace poolsize
