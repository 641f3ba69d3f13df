// Erlang's loss and delay probabilities: Poisson arrivals, exponential holds, a fixed number of servers
// (Erlang 1917). Both take a time that does not grow with the number of servers.
//
// Relative error below 1e-12, the arguments taken as exact, for 1 to 10^9 servers; a probability below
// 2.3e-308, the smallest that a double holds with all its digits, may come as 0.
#pragma once

#include <poolsize/units.hpp>

#include <optional>

namespace poolsize {

/// Erlang B: the share of requests that find all servers busy, where such a request leaves at once. Any load.
/// Requires: 1 ≤ servers ≤ 10^9, load ≥ 0.
double erlang_b(Count servers, Load);

/// Erlang C: the share of requests that find all servers busy, where such a request waits as long as it
/// takes. Nothing where load ≥ servers: the queue grows without end. Requires: 1 ≤ servers ≤ 10^9, load ≥ 0.
std::optional<double> erlang_c(Count servers, Load);

}  // namespace poolsize
