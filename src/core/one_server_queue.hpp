// Poisson arrivals, any hold times, one server, requests that give up: exact but for the grid of its numbers
// (M/G/1: F. Pollaczek 1930, A. Y. Khinchine 1932).
#pragma once

#include "offered_wait.hpp"

#include <poolsize/distribution.hpp>

namespace poolsize {

/// Requires: 0 < utilisation < 1, timeout > 0 in mean holds.
OfferedWait one_server_wait(double utilisation, const Distribution& hold, double timeout);

}  // namespace poolsize
