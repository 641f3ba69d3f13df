// The chain of churn.cpp in constant time, from sums over cells of places in place of the places.
#pragma once

#include "churn_pool.hpp"

#include <optional>

namespace poolsize {

/// The means but for `busy`, with relative errors below 1e-6. Nothing where windows that count begin where
/// too few are busy. Requires: load ≥ 30, window ≥ 2, capacity ≥ window; `even` and the ends are the pool's.
std::optional<ChurnMeans> churn_by_cells(const ChurnPool&, double even, const WindowEnds&);

}  // namespace poolsize
