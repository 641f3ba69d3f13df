// The chain of churn.cpp in constant time, from sums over cells of places in place of the places.
#pragma once

#include <poolsize/units.hpp>

#include <optional>

namespace poolsize {

/// Neighbouring numbers of busy connections, first … last.
struct Stretch {
  double rarity;       ///< sum of 1/P(b)
  double probability;  ///< sum of P(b)
  double risen;        ///< sum over b of P(b) · (1/P(first) + … + 1/P(b − 1))
};

/// Of two stretches side by side.
inline Stretch join(const Stretch& low, const Stretch& high) {
  return {low.rarity + high.rarity, low.probability + high.probability,
          low.risen + high.risen + low.rarity * high.probability};
}

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
