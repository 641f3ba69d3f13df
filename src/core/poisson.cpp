#include "poisson.hpp"

#include "temme.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace poolsize {
namespace {

/// Below this many the recurrence is quick, and from here on the expansion has all digits.
constexpr Count few = 64;

/// Farther out than this many √2 standard deviations, the other side of the distribution is nothing to the
/// last digit below, and above the continued fraction converges.
constexpr double far_below = -6;
constexpr double far_above = 4;

/// (λ − 1 − ln λ) for λ = mean / count, all digits kept around λ = 1.
double deviance(double count, double mean) {
  const double excess = (mean - count) / count;
  if (std::abs(excess) > 0.5) return excess - std::log(mean / count);
  // ln(1 + x) = 2 artanh(s) with s = x / (2 + x), and x − 2s = x·s: what is left is a series in s² ≤ 1/9.
  const double s = excess / (2 + excess);
  double series = 0;
  for (int k = 33; k >= 3; k -= 2) series = series * s * s + 1.0 / k;
  return excess * s - 2 * s * s * s * series;
}

/// Where the mean lies: η²/2 = λ − 1 − ln λ and z = η·√(count/2), both negative if mean < count.
struct Place {
  double eta;
  double z;
  double z_squared;
};

Place place(double count, double mean) {
  const double half_eta_squared = deviance(count, mean);
  const double sign = mean < count ? -1 : 1;
  return {sign * std::sqrt(2 * half_eta_squared), sign * std::sqrt(count * half_eta_squared),
          count * half_eta_squared};
}

/// What the normal approximation lacks (Temme 1987, "On the computation of the incomplete gamma functions for
/// large values of the parameters", section 2), for a large count:
///   P(X < count) = erfc(z) / 2 + P(X = count) · correction,
///   gamma_star = count! / (√(2π·count) · (count/e)^count), that is 1 + 1/(12·count) + …
struct Expansion {
  double gamma_star;
  double correction;
};

Expansion expand(double count, double eta) {
  // The coefficients of the correction come downwards: b[n−1] = temme[n] + (n + 1)·b[n+1] / count.
  const double per_count = 1 / count;
  double sum = 0;
  double b = 0;       // b[n]
  double b_next = 0;  // b[n+1]
  double b_first = 0;
  for (int n = static_cast<int>(temme.size()) - 1; n >= 1; --n) {
    const double b_before = temme[static_cast<std::size_t>(n)] + (n + 1) * per_count * b_next;
    b_next = b;
    b = b_before;
    sum = sum * eta + b;
    if (n == 2) b_first = b;
  }
  return {1 + b_first / count, sum};
}

/// The tail ξ of Legendre's continued fraction, with n the count and m the mean (NIST Digital Library of
/// Mathematical Functions, 8.9.2): odds = n / (m + 1 − n + ξ),
/// ξ = (n − 1) / (m + 3 − n + 2·(n − 2) / (m + 5 − n + 3·(n − 3) / …)). Requires: m > n.
double legendre_tail(Count count, double mean) {
  const auto n = static_cast<double>(count);
  double tail = 0;
  for (Count k = std::min(count, few); k >= 1; --k) {
    const auto i = static_cast<double>(k);
    tail = i * (n - i) / (mean - n + 2 * i + 1 + tail);
  }
  return tail;
}

/// P(X = count). Requires: mean > 0.
double probability(Count count, double mean) {
  const auto n = static_cast<double>(count);
  if (count < few) return std::exp(n * std::log(mean) - mean) / std::tgamma(n + 1);
  return std::exp(-n * deviance(n, mean)) / (std::sqrt(2 * std::numbers::pi * n) * expand(n, 0).gamma_star);
}

/// P(X ≤ count).
double cdf(Count count, double mean) {
  const double odds = poisson_odds(count, mean);
  return std::isinf(odds) ? 1 : probability(count, mean) * (1 + odds);
}

}  // namespace

double poisson_odds(Count count, double mean) {
  assert(count >= 0 && mean >= 0);
  if (count < few) {
    double odds = 0;
    for (Count k = 1; k <= count; ++k) odds = (1 + odds) * (static_cast<double>(k) / mean);
    return odds;
  }
  const auto n = static_cast<double>(count);
  const Place at = place(n, mean);
  if (at.z > far_above) return n / (mean - n + 1 + legendre_tail(count, mean));
  const double scale = std::sqrt(n * std::numbers::pi / 2) * std::exp(at.z_squared);
  if (at.z < far_below) return 2 * scale * expand(n, 0).gamma_star;
  const auto [gamma_star, correction] = expand(n, at.eta);
  return scale * gamma_star * std::erfc(at.z) + correction;
}

double poisson_cdf_ratio(Count count, double mean, double more) {
  assert(count >= 0 && mean >= 0 && more >= 0);
  if (mean < static_cast<double>(count)) return cdf(count, mean + more) / cdf(count, mean);
  if (mean == 0) return std::exp(-more);
  // Either may be too small for a double; the ratio of the two P(X = count) is not.
  const double exponent = static_cast<double>(count) * std::log1p(more / mean) - more;
  return std::exp(exponent) * (1 + poisson_odds(count, mean + more)) / (1 + poisson_odds(count, mean));
}

double poisson_mean_room(Count count, double mean) {
  assert(count >= 0 && mean >= 0);
  const auto n = static_cast<double>(count);
  if (mean > n && (count < few || place(n, mean).z > far_above)) {
    // n + 1 − m·P(X < n)/P(X ≤ n), with the fraction put in so that nothing is subtracted.
    const double tail = legendre_tail(count, mean);
    return (mean + n + 1 + (n + 1) * tail) / (mean + 1 + tail);
  }
  return n + 1 - mean + mean / (1 + poisson_odds(count, mean));
}

}  // namespace poolsize
