// The chain of churn.cpp in constant time, from sums over cells of places in place of the places.
#pragma once

#include <poolsize/units.hpp>

#include <optional>

namespace poolsize {

/// While not all are busy.
struct ChurnMeans {
  double busy = 0;
  double idle = 0;
  double opened = 0;
};

/// Relative errors below 1e-6, but that `opened` may be off by 1e-10. Nothing where the cells would hold next
/// to nothing, so that the places may as well be gone through. Requires: kept ≥ 0, capacity > kept, load > 0.
std::optional<ChurnMeans> churn_by_cells(Count kept, Count capacity, Load);

}  // namespace poolsize
