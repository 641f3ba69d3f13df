// How many of asyncpg's connections are closed, in constant time: see lazy_connections.hpp.
#pragma once

#include <poolsize/units.hpp>

namespace poolsize {

/// Σ below(k) · exp(−peaks(k)) over the numbers k of busy connections below the capacity, where
///   below(k) = P(busy ≤ k), busy being Poisson with the mean `load` given that it is below the capacity,
///   peaks(k) = arrivals · P(busy = k) / (below(k) · climb(k)),
///   climb(k) = P(busy = k) · Σ 1 / P(busy = j) from the most frequent j to k, and 1 below it.
/// An error of less than 1e-6 · min(load, capacity). Requires: a load of at least 20 and a capacity of more
/// than 100 that is not below 0.55 · load; arrivals ≥ 0.
double closed_connections(Count capacity, Load load, double arrivals);

}  // namespace poolsize
