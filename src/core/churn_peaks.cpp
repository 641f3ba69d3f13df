// Of so large a pool that connections are hardly ever opened, P(open ≤ k) is a step, logistic in the
// logarithm of how much rarer the lower end of the window is than its upper end: (… + 1/P(k)) / W(k), where
// what lies between the ends of the window counts for nothing.
#include "churn_pool.hpp"
#include "poisson.hpp"
#include "stepped_sum.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace poolsize {
namespace {

/// Below this many busy, and below the load, the few rarities that count are added up one by one.
constexpr double few = 40;
/// From here on ln v! is Stirling's series to 1e-8: 1/(1260 v⁵) is the first term left out.
constexpr double few_for_stirling = 10;

/// The logistic is next to 0 or 1 where it is this far from the middle, in its own unit, and its sum is right
/// to 1e-7 from steps so wide: exp(−2π² / 1.2). The idle ones are hundreds times as many as its unit holds
/// places.
constexpr double logistic_reach = 18;
constexpr double logistic_step = 1.2;
/// Steps to the nearest pole, from where the sum is cut off.
constexpr double pole_distance = 6;

/// Enough for both sides at logistic_step, or cut off as far out as logistic_reach with steps as above.
constexpr std::size_t most_steps = 256;

/// ln of the sum of 1/P over the places from v on towards the load, less rise(v): P about the ends of the
/// window is geometric but for its curvature and what follows.
double log_reach(double v, double load) {
  if (v < few && v < load) {
    const double per_load = 1 / load;
    double sum = 1;
    double term = 1;
    for (double place = v + 1; place < load && term > 1e-9 * sum; ++place) sum += term *= place * per_load;
    if (v >= few_for_stirling)
      return std::log(sum * std::sqrt(v * per_load)) + (1.0 / 12 - (1.0 / 360) / (v * v)) / v;
    return std::lgamma(v + 1) + load - v * std::log(load) - std::log(2 * std::numbers::pi * load) / 2 +
           std::log(sum) - rise(v, load);
  }
  const double side = v > load ? 1 : -1;
  const double slope = std::abs(std::log(v / load) + 1 / (24 * v * v));
  const double y = 1 / (v * slope);
  const double curved = y / slope;
  const double skewed = side * y * y / slope;
  // Σ exp(−slope·w + w²/2v ∓ …) over w = 1/2, 3/2, …: the second derivative by the slope is exact, those that
  // follow are integrals.
  const double geometric = 1 / (2 * std::sinh(slope / 2));
  const double more =
      curved * curved * (3 + 15 * curved) + skewed * (1 + 10 * curved) + 2 * y * y * y / slope;
  return std::log(geometric * (1 + (1.0 / 8 + geometric * geometric) / v) + more / slope) - 1 / (24 * v);
}

/// What rise(from + distance) is beyond the tangent at `from`, for short distances.
double beyond_tangent(double from, double distance) {
  const double x = from + distance;
  const double s = distance / (x + from);
  const double s2 = s * s;
  return distance * s + 2 * x * s * s2 * (1.0 / 3 + s2 * (1.0 / 5 + s2 / 7));
}

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

double evenly_rare_end(const ChurnPool& pool) {
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

ChurnMeans churn_of_peaks(const ChurnPool& pool, double even) {
  const double n = pool.window;
  const double a = pool.load;
  // Were all ever opened still open, this many would be idle.
  ChurnMeans means{.idle = poisson_mean_room(static_cast<Count>(pool.capacity) - 1, a)};
  if (pool.capacity <= a) return means;
  const double steep = std::log(even / (even - n));
  const double reach = logistic_reach / steep + 2;
  const bool is_cut = pool.capacity < even + reach;
  const double top = is_cut ? pool.capacity : std::ceil(even + reach);
  const double low = std::max(n, std::floor(even - reach));
  if (low > top) return means;
  if (!is_cut) means.idle = top - a;
  // The sum of P(open ≤ k), for k + 1 from `low` to `top`.
  double step = logistic_step / steep;
  if (is_cut) step = std::min(step, std::hypot(top - even, std::numbers::pi / steep) / pole_distance);
  step = std::max(step, 1.0);
  const bool ends = step > 1;
  const std::size_t margin = ends ? SteppedSum::beyond : 0;
  const auto last = static_cast<std::size_t>((top - low) / step) + margin;
  assert(last + margin < most_steps);
  const double bottom = top - static_cast<double>(last) * step;
  std::array<double, most_steps> closed;
  if (even - n - reach - 8 * step < few) {
    for (std::size_t i = 0; i <= last + margin; ++i) {
      const double v = bottom + static_cast<double>(i) * step;
      const double under = std::max(v - n, 0.0);
      const double log_odds = rise(under, a) + log_reach(under, a) - rise(v, a) - log_reach(v, a);
      closed[i] = 1 / (1 + std::exp(log_odds));
    }
  } else {
    // log_reach changes so slowly that a parabola will do.
    const auto change = [&](double v) { return log_reach(v - n, a) - log_reach(v, a); };
    const double apart = reach / 3;
    const double here = change(even);
    const double below = change(even - apart);
    const double above = change(even + apart);
    const double level = rise(even - n, a) - rise(even, a) + here;
    const double tilt = (above - below) / (2 * apart) - steep;
    const double bend = (above + below - 2 * here) / (2 * apart * apart);
    for (std::size_t i = 0; i <= last + margin; ++i) {
      const double distance = bottom - even + static_cast<double>(i) * step;
      const double log_odds = level + distance * (tilt + distance * bend) +
                              beyond_tangent(even - n, distance) - beyond_tangent(even, distance);
      closed[i] = 1 / (1 + std::exp(log_odds));
    }
  }
  means.idle -= SteppedSum(step, last, ends)(closed.data());
  return means;
}

}  // namespace poolsize
