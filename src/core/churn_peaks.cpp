// Of so large a pool that connections are hardly ever opened, P(open ≤ k) is a step, logistic in the
// logarithm of how much rarer the lower end of the window is than its upper end: (… + 1/P(k)) / W(k), where
// what lies between the ends of the window counts for nothing.
#include "churn_peaks.hpp"

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

/// Where windows that count begin below this many busy, they are gone through one by one.
constexpr double few = 40;

/// The logistic is next to 0 or 1 where it is this far from the middle, in its own unit, and its sum is right
/// to 1e-7 from steps so wide: exp(−2π² / 1.2). The idle ones are hundreds times as many as its unit holds
/// places.
constexpr double logistic_reach = 18;
constexpr double logistic_step = 1.2;
/// Steps to the nearest pole, from where the sum is cut off.
constexpr double pole_distance = 6;

/// Of a sum of 1/P that falls from place to place.
constexpr double negligible = 1e-9;

/// Enough for both sides at logistic_step, or cut off as far out as logistic_reach with steps as above.
constexpr std::size_t most_steps = 256;

/// ln of the sum of 1/P over the places from v on towards the load, less rise(v): P about the ends of the
/// window is geometric but for its curvature and what follows.
double log_reach(double v, double load) {
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

/// Σ P(open ≤ k) over windows that end at each place from `low` to `top`: one by one, from what the sums of
/// 1/P over both ends of a window are of the 1/P at that end.
double closed_by_places(const ChurnPool& pool, double low, double top) {
  const double a = pool.load;
  const auto count = static_cast<std::size_t>(top - low) + 1;
  assert(count <= most_steps);
  std::array<double, most_steps> lower;
  double begin = top - pool.window;
  double sum = 1;
  for (double term = 1, place = begin + 1; place < a && term > negligible * sum; ++place)
    sum += term *= place / a;
  for (std::size_t i = count; i-- > 0; --begin) {
    lower[i] = sum;
    sum = 1 + begin / a * sum;
  }
  double upper = 1;
  for (double term = 1, place = low - 1; place > a && term > negligible * upper; --place)
    upper += term *= a / place;
  begin = low - pool.window;
  double rarer = std::exp((pool.window - 1) * std::log(a) - std::lgamma(low) + std::lgamma(begin + 1));
  double closed = 0;
  double end = low;
  for (std::size_t i = 0; i < count; ++i, ++end) {
    closed += upper / (upper + lower[i] * rarer);
    upper = 1 + a / end * upper;
    rarer *= ++begin / end;
  }
  return closed;
}

}  // namespace

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
  if (low - n < few) {
    means.idle -= closed_by_places(pool, low, top);
    return means;
  }
  // The sum of P(open ≤ k), for k + 1 from `low` to `top`.
  const double step = std::max(logistic_step / steep, 1.0);
  const SteppedSum sum =
      is_cut ? SteppedSum(top - low, step, std::hypot(top - even, std::numbers::pi / steep) / pole_distance)
             : SteppedSum(top - low, step);
  const std::size_t wide = sum.wide_steps();
  const std::size_t count = wide + sum.narrow_steps() + 1;
  assert(count <= most_steps);
  std::array<double, most_steps> closed;
  // log_reach changes so slowly that a parabola will do.
  const auto change = [&](double v) { return log_reach(v - n, a) - log_reach(v, a); };
  const double apart = reach / 3;
  const double here = change(even);
  const double below = change(even - apart);
  const double above = change(even + apart);
  const double level = rise(even - n, a) - rise(even, a) + here;
  const double tilt = (above - below) / (2 * apart) - steep;
  const double bend = (above + below - 2 * here) / (2 * apart * apart);
  for (std::size_t i = 0; i < count; ++i) {
    const double distance =
        i < wide ? top - even - sum.before_end() + static_cast<double>(i) * sum.step()
                 : top - even - sum.past_end() + static_cast<double>(i - wide) * sum.narrow_step();
    const double log_odds = level + distance * (tilt + distance * bend) + beyond_tangent(even - n, distance) -
                            beyond_tangent(even, distance);
    closed[i] = 1 / (1 + std::exp(log_odds));
  }
  means.idle -= sum(closed.data());
  return means;
}

}  // namespace poolsize
