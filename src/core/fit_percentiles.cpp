#include "normal.hpp"

#include <poolsize/fit.hpp>

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace poolsize {
namespace {

/// A family that comes this near to every percentile reproduces them: dashboards round to two or three
/// digits.
constexpr double kTolerance = 0.01;

using Percentiles = std::vector<Percentile>;

std::optional<PercentileProblem> problem_of(const Percentiles& sorted) {
  if (sorted.size() < 2) return PercentileProblem::too_few;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const auto [p, at] = sorted[i];
    if (!(0 < p && p < 1 && 0 < at.seconds && std::isfinite(at.seconds)))
      return PercentileProblem::out_of_range;
    if (i > 0 && p == sorted[i - 1].p) return PercentileProblem::repeated;
    if (i > 0 && at < sorted[i - 1].at) return PercentileProblem::falling;
  }
  return std::nullopt;
}

PercentileFit matched(Distribution hold, const Percentiles& wanted) {
  PercentileFit fit{std::move(hold), {}};
  for (const Percentile& each : wanted) {
    const Duration fitted = quantile(fit.hold, each.p);
    fit.matches.push_back({each, fitted, fitted / each.at - 1});
  }
  return fit;
}

bool reproduces(const PercentileFit& fit) {
  return std::all_of(fit.matches.begin(), fit.matches.end(),
                     [](const auto& match) { return std::abs(match.relative_error) <= kTolerance; });
}

/// Its one parameter in the middle between what the percentiles ask for.
Exponential exponential_through(const Percentiles& wanted) {
  double least = std::numeric_limits<double>::infinity();
  double most = 0;
  for (const auto& [p, at] : wanted) {
    const double mean = at.seconds / -std::log1p(-p);
    least = std::min(least, mean);
    most = std::max(most, mean);
  }
  return {{std::sqrt(least * most)}};
}

// The families of two parameters go through the lowest and the highest percentile.

Lognormal lognormal_through(const Percentile& low, const Percentile& high) {
  const double z = normal_quantile(low.p);
  const double sigma = std::log(high.at / low.at) / (normal_quantile(high.p) - z);
  return {.median = low.at * std::exp(-sigma * z), .sigma = sigma};
}

std::optional<Gamma> gamma_through(const Percentile& low, const Percentile& high) {
  // From nearly deterministic (cv 0.001) to hardly anything but zeros and outliers (cv 30).
  constexpr double kMostShape = 1e6;
  constexpr double kLeastShape = 1e-3;
  const auto excess_spread = [&](double log_shape) {
    const Gamma gamma{std::exp(log_shape), {1}};
    return std::log(quantile(gamma, high.p) / quantile(gamma, low.p)) - std::log(high.at / low.at);
  };
  const double from = std::log(kLeastShape);
  const double to = std::log(kMostShape);
  if (!(excess_spread(from) > 0 && excess_spread(to) < 0)) return std::nullopt;
  std::uintmax_t iterations = 100;
  const auto [left, right] = boost::math::tools::toms748_solve(
      excess_spread, from, to, boost::math::tools::eps_tolerance<double>(50), iterations);
  const double shape = std::exp((left + right) / 2);
  return Gamma{shape, {high.at / quantile(Gamma{shape, {1}}, high.p)}};
}

std::optional<Pareto> pareto_through(const Percentile& low, const Percentile& high) {
  const double tail = (std::log1p(-low.p) - std::log1p(-high.p)) / std::log(high.at / low.at);
  if (!(tail > 2)) return std::nullopt;  // no variance, hence no mean wait
  return Pareto{low.at * std::exp(std::log1p(-low.p) / tail), tail};
}

/// Lognormal between neighbours: ln x is linear in z = normal_quantile(p).
Empirical through_all(const Percentiles& wanted) {
  constexpr double kStep = 1.0 / 16;  // in z: linear interpolation is then within 0.1 % of the curve
  constexpr double kLeast = -4;       // 3e-5 of the holds lie below
  constexpr double kMost = 5;         // 3e-7 above
  struct Point {
    double z;
    double log_seconds;
  };
  std::vector<Point> line;
  for (const auto& [p, at] : wanted) line.push_back({normal_quantile(p), std::log(at.seconds)});
  const auto slope = [](Point a, Point b) { return (b.log_seconds - a.log_seconds) / (b.z - a.z); };
  const auto extended = [](Point from, double sigma, double z) {
    return Point{z, from.log_seconds + sigma * (z - from.z)};
  };
  const Point first = line.front();
  const Point last = line.back();
  const double below = slope(first, line[1]);
  const double above = std::min(slope(line[line.size() - 2], last), slope(first, last));
  if (first.z > kLeast) line.insert(line.begin(), extended(first, below, kLeast));
  if (last.z < kMost) line.push_back(extended(last, above, kMost));

  Empirical fitted{{{{std::exp(line.front().log_seconds)}, 0}}};
  for (std::size_t i = 1; i < line.size(); ++i) {
    const double sigma = slope(line[i - 1], line[i]);
    const double width = line[i].z - line[i - 1].z;
    const int steps = static_cast<int>(std::ceil(width / kStep));
    for (int step = 1; step <= steps; ++step) {
      const double z = line[i - 1].z + width * step / steps;
      fitted.knots.push_back(
          {{std::exp(extended(line[i - 1], sigma, z).log_seconds)}, 1 - normal_survival(z)});
    }
  }
  fitted.knots.back().below = 1;
  return fitted;
}

}  // namespace

std::variant<PercentileFit, PercentileProblem> fit_percentiles(std::span<const Percentile> percentiles) {
  Percentiles wanted(percentiles.begin(), percentiles.end());
  std::sort(wanted.begin(), wanted.end(), [](const auto& a, const auto& b) { return a.p < b.p; });
  if (const auto problem = problem_of(wanted)) return *problem;
  const Percentile& low = wanted.front();
  const Percentile& high = wanted.back();
  if (low.at == high.at) return matched(Deterministic{low.at}, wanted);

  std::vector<Distribution> candidates{exponential_through(wanted), lognormal_through(low, high)};
  if (const auto gamma = gamma_through(low, high)) candidates.emplace_back(*gamma);
  if (const auto pareto = pareto_through(low, high)) candidates.emplace_back(*pareto);
  for (Distribution& candidate : candidates) {
    PercentileFit fit = matched(std::move(candidate), wanted);
    if (reproduces(fit)) return fit;
  }
  return matched(through_all(wanted), wanted);
}

}  // namespace poolsize
