// The sum of a smooth function over neighbouring places, of which it is known at every `step`-th alone.
#pragma once

#include <array>
#include <cstddef>

namespace poolsize {

/// Over all places up to the one where the sum ends. A function that comes from next to nothing within some
/// steps may be taken at a step apart: what is wrong with that, relative to the sum, is exp(−2π/step ·
/// distance of its nearest pole from the places). Where the sum ends though the function does not, the
/// differences on both sides of the end tell its derivatives there, and Euler and Maclaurin the rest.
class SteppedSum {
 public:
  /// That many values on both sides of the end count.
  static constexpr std::size_t beyond = 6;

  /// `last`: which value is the one at the end. Without `ends`, those there are next to nothing. Requires:
  /// with it, `last` ≥ `beyond`.
  SteppedSum(double step, std::size_t last, bool ends);

  /// Requires: with `ends`, `beyond` more values after the last.
  double operator()(const double* values) const;

 private:
  double step_;
  std::size_t last_;
  bool ends_;
  std::array<double, beyond> weights_{};
};

}  // namespace poolsize
