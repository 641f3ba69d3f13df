// asyncpg's connections: one is opened where none is idle, the one that was put back last is taken first, and
// one that nobody took for max_inactive_connection_lifetime is closed, also below min_size (asyncpg/pool.py,
// 0.27).
#pragma once

#include <poolsize/units.hpp>

namespace poolsize {

/// asyncpg's default of max_inactive_connection_lifetime.
inline constexpr Duration asyncpg_idle_lifetime{300};

/// The mean number of open connections. The k-th is open while k have been busy at once within `lifetime`;
/// exact but for the times between such peaks, which are taken as exponential with those that follow at once
/// taken out (D. Aldous 1989, Probability Approximations via the Poisson Clumping Heuristic). `all_busy` is
/// the share of time in which all are. Requires: 1 ≤ capacity, load > 0, hold > 0, 0 ≤ all_busy ≤ 1.
double mean_open_within(Duration lifetime, Count capacity, Load, Duration hold, double all_busy);

/// The same, summed term by term: the work grows as √load, and never beyond the capacity. What is above takes
/// as long as some 130 terms at most, and is within 1e-6 of this up to 10^20 requests in a lifetime.
double mean_open_summed(Duration lifetime, Count capacity, Load, Duration hold, double all_busy);

}  // namespace poolsize
