// Poisson arrivals, hold times that are all the same, any number of servers, requests that give up: exact
// where nobody does and the sums of the exact queue end (deterministic_queue.hpp), else an approximation.
#pragma once

#include "offered_wait.hpp"

#include <poolsize/units.hpp>

namespace poolsize {

/// Requires: servers ≥ 1, load > 0, timeout > 0 in holds, and a finite timeout or load < servers.
OfferedWait steady_wait(Count servers, Load, double timeout);

/// Who gives up, by the rejection of those who would wait too long where nobody does (A. G. de Kok, H. C.
/// Tijms 1985, "A queueing system with impatient customers"); exact for exponential holds and for one server.
/// Requires: `patient` without timeout, utilisation < 1.
OfferedWait with_timeout(OfferedWait patient, double utilisation, double timeout);

}  // namespace poolsize
