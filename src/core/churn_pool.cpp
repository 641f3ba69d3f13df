#include "churn_pool.hpp"

#include <algorithm>
#include <cmath>

namespace poolsize {
namespace {

/// Frequencies down to exp(−half of this) of the greatest that counts are told apart from nothing.
constexpr double left_out = 33;

}  // namespace

double rise(double x, double load) {
  if (x <= 0) return load;
  const double above = x - load;
  if (std::abs(above) > load / 4) return x * std::log(x / load) - above;
  // ln(x / load) = 2 artanh(s), as in poisson.cpp.
  const double s = above / (x + load);
  double series = 0;
  for (int k = 21; k >= 3; k -= 2) series = series * s * s + 1.0 / k;
  return above * s + 2 * x * s * s * s * series;
}

double steepness(const ChurnPool& pool) { return std::max(0.0, std::log(pool.load / pool.capacity)); }

double evenly_rare_end(const ChurnPool& pool) {
  if (pool.capacity <= pool.load) return pool.capacity;
  const double n = pool.window;
  const double least = n + 1e-3;
  double end = std::max(pool.load + n / 2 + n * n / (24 * pool.load), least);
  // Newton; to a part of the logistic's unit is enough, only where the sums begin and end depends on it.
  for (int i = 0; i < 8; ++i) {
    const double steep = std::log(end / (end - n));
    const double step = (rise(end, pool.load) - rise(end - n, pool.load)) / steep;
    end = std::max(least, end - step);
    if (std::abs(step) * steep < 0.1) break;
  }
  return end;
}

WindowEnds window_ends(const ChurnPool& pool) {
  const double length = pool.length();
  const double middle = length / 2;  // σ from the load to `even`, about
  WindowEnds ends{};
  const double highest = pool.at(std::sqrt(middle * middle + left_out));
  ends.is_cut = pool.capacity < highest;
  ends.top = ends.is_cut ? pool.capacity : std::ceil(highest);
  if (pool.capacity <= pool.load) {
    const double steep = steepness(pool);
    ends.low = pool.capacity - left_out / (steep + std::sqrt(steep * steep + left_out / pool.capacity));
    return ends;
  }
  const double free = (pool.capacity - pool.load) / std::sqrt(pool.load);
  const double rarest = std::max(middle, length - free);
  // Below the first, P(open ≤ k) is next to nothing, below the second what is opened.
  const double lowest =
      std::min(middle - 21 / length, std::min(middle, free) + rarest - std::sqrt(rarest * rarest + left_out));
  ends.is_peaks = lowest > -5;
  ends.low = pool.at(ends.is_peaks ? lowest : -std::sqrt(left_out));
  return ends;
}

}  // namespace poolsize
