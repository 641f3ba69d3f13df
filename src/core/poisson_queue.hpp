// Poisson arrivals, any hold times, c servers, requests that give up after a timeout.
#pragma once

#include "offered_wait.hpp"

#include <poolsize/distribution.hpp>
#include <poolsize/units.hpp>

namespace poolsize {

/// Exact where poolsize explain model says so, else made of exact queues. Times in mean holds. Requires: load
/// > 0, timeout > 0, and a finite timeout or load < servers.
OfferedWait poisson_wait(Count servers, Load, const Distribution& hold, double timeout);

}  // namespace poolsize
