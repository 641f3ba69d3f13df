// Sums over neighbouring numbers of busy connections, P(b) the chance of each.
#pragma once

namespace poolsize {

/// first … last.
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

}  // namespace poolsize
