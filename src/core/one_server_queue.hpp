// Poisson arrivals, any hold times, one server, requests that give up: exact but for the grid of its numbers
// (M/G/1: F. Pollaczek 1930, A. Y. Khinchine 1932).
#pragma once

#include "offered_wait.hpp"

#include <poolsize/distribution.hpp>

namespace poolsize {

/// Whether the grid is fine enough: always, but for long timeouts where more is asked than can be done.
bool one_server_solved(double utilisation, double timeout);

/// Requires: utilisation > 0, timeout > 0 in mean holds, and one_server_solved.
OfferedWait one_server_wait(double utilisation, const Distribution& hold, double timeout);

}  // namespace poolsize
