#include "distribution_families.hpp"

#include <algorithm>
#include <cmath>

// Between two knots the density is constant, so every moment is a sum over the segments.
namespace poolsize::families {
namespace {

/// Sums `integral(low, high)`, the mean of something over a segment, weighted with what the segment holds.
template <typename Integral>
double over_segments(const Empirical& x, Integral integral) {
  double sum = 0;
  for (std::size_t i = 1; i < x.knots.size(); ++i) {
    const double weight = x.knots[i].below - x.knots[i - 1].below;
    if (weight > 0) sum += weight * integral(x.knots[i - 1].at.seconds, x.knots[i].at.seconds);
  }
  return sum;
}

/// The first knot later than t.
auto first_after(const Empirical& x, Duration t) {
  return std::upper_bound(x.knots.begin(), x.knots.end(), t,
                          [](Duration time, const Empirical::Knot& knot) { return time < knot.at; });
}

}  // namespace

Duration mean(const Empirical& x) {
  return {over_segments(x, [](double low, double high) { return (low + high) / 2; })};
}

double scv(const Empirical& x) {
  const double m = mean(x).seconds;
  const double variance = over_segments(x, [m](double low, double high) {
    const double a = low - m;
    const double b = high - m;
    return (a * a + a * b + b * b) / 3;
  });
  return variance / (m * m);
}

double third_moment(const Empirical& x) {
  const double m = mean(x).seconds;
  const double cubes =
      over_segments(x, [](double low, double high) { return (low + high) * (low * low + high * high) / 4; });
  return cubes / (m * m * m);
}

double survival(const Empirical& x, Duration t) {
  const auto next = first_after(x, t);
  if (next == x.knots.begin()) return 1;
  if (next == x.knots.end()) return 0;
  const auto last = next - 1;
  return 1 - std::lerp(last->below, next->below, (t - last->at) / (next->at - last->at));
}

double excess_survival(const Empirical& x, Duration t) {
  const auto next = first_after(x, t);
  double area = 0;
  for (auto knot = next; knot != x.knots.end(); ++knot) {
    const bool partial = knot == next;
    const Duration from = partial ? std::max(t, Duration{0}) : (knot - 1)->at;
    const double above = partial ? survival(x, from) : 1 - (knot - 1)->below;
    area += (knot->at - from).seconds * (above + 1 - knot->below) / 2;
  }
  return area / mean(x).seconds;
}

Duration quantile(const Empirical& x, double p) {
  const auto reached = std::lower_bound(
      x.knots.begin(), x.knots.end(), p,
      [](const Empirical::Knot& knot, double probability) { return knot.below < probability; });
  if (reached == x.knots.begin()) return reached->at;
  const auto last = reached - 1;
  const double share = (p - last->below) / (reached->below - last->below);
  return {std::lerp(last->at.seconds, reached->at.seconds, share)};
}

}  // namespace poolsize::families
