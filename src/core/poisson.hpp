// Poisson probabilities that lose no digits, for any count and mean up to 10^9 and beyond: what Erlang's
// formulas are made of. Relative errors below 1e-12; a probability below 2.3e-308 may come as 0.
#pragma once

#include <poolsize/units.hpp>

namespace poolsize {

/// P(X < count) / P(X = count) for X Poisson with this mean: the odds that a loss system with `count` servers
/// has a free one. Infinite where it exceeds the largest double. Requires: count ≥ 0, mean ≥ 0.
double poisson_odds(Count count, double mean);

/// P(X + Y ≤ count) / P(X ≤ count), Y Poisson with the mean `more` and independent of X.
/// Requires: count ≥ 0, mean ≥ 0, more ≥ 0.
double poisson_cdf_ratio(Count count, double mean, double more);

/// The mean of count − X + 1 given X ≤ count. Requires: count ≥ 0, mean ≥ 0.
double poisson_mean_room(Count count, double mean);

}  // namespace poolsize
