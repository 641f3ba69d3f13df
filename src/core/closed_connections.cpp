#include "closed_connections.hpp"

#include "busy_range.hpp"
#include "normal_ratios.hpp"
#include "temme.hpp"

#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace poolsize {
namespace {

/// So many peaks, and a connection is open: e^−25 is nothing.
constexpr double many = 25;

/// So few, in standard deviations, and it is closed: all that are left out sum up to less than this part of
/// the load.
constexpr double few = 1e-8;

/// Places that are summed one by one from the most frequent on, where the climb is 1, 2, 3, …: from there on
/// the summand is smooth.
constexpr int single_places = 5;

/// Standard deviations from the mean: beyond, a busy number is less than 1e-25 as frequent as the usual one.
constexpr double farthest = 10.7;

/// And from here on as good as all are below: 1 − P(X < n) is less than 6e-9.
constexpr double certain = 5.7;

/// Nodes of Gauss: over the transition from open to closed, over the rest of it above the most frequent
/// number if it begins below that, and over the half of a bell or what the capacity leaves of that rest.
constexpr unsigned transition_nodes = 20;
constexpr unsigned upper_nodes = 15;
constexpr unsigned bell_nodes = 10;

/// And four at an end.
constexpr std::size_t most_points = transition_nodes + 4;

/// Where the summand is wanted, what it counts there by itself, and what as the integrand of an integral over
/// n.
struct Points {
  std::size_t size = 0;
  std::array<double, most_points> eta;
  std::array<double, most_points> itself;
  std::array<double, most_points> integrated;

  void add(double at, double by_itself, double by_integral) {
    eta[size] = at;
    itself[size] = by_itself;
    integrated[size] = by_integral;
    ++size;
  }
};

/// With n = k + 1, as P(busy ≤ k) = P(X < n).
struct Values {
  std::array<double, most_points> n;
  std::array<double, most_points> slope;        // −dn / dη
  std::array<double, most_points> probability;  // P(X = n)
  std::array<double, most_points> below;        // P(X < n)
  std::array<double, most_points> climb;
};

struct Totals {
  double probability;  // P(X = n)
  double below;        // P(X < n)
  double sum;          // Σ P(X < j), j ≤ n
};

/// Temme's expansions with the count n = k + 1, any positive number, λ = load / n and η²/2 = λ − 1 − ln λ
/// (see poisson.cpp), but for what is of the order of 1 / n² to the largest:
///   P(X < n) = erfc(z) / 2 + P(X = n) · correction(η, n).
/// climb(k) = 1 + climb(k − 1) · load / k is the recurrence of P(X < n) / P(X = n) with n and the load below
/// zero. So it has minus the correction for −n, and Dawson's integral for erfc.
class Summand {
 public:
  Summand(double load, double arrivals, double mode) : load_(load), arrivals_(arrivals) {
    Points points;
    const double n = mode + 1;
    const double at = eta(n);
    points.add(at, 1, 0);
    // If all are below the mean, e^−exponent is left out, or the most frequent may be too rare for a double.
    if (at > 0) exponent_ = evaluate(points).n[0] * at * at / 2;
    one_ = std::exp(exponent_);
    const Values values = evaluate(points);
    usual_ = values.probability[0] * n / load_;
    below_usual_ = values.below[0];
    // Two solutions of climb(k) = 1 + climb(k − 1) · load / k differ by a multiple of P(busy = k).
    if (at <= 0) start_ = (1 - values.climb[0]) / usual_;
  }

  /// At the most frequent number: P(busy = k), P(busy ≤ k) and the peaks. Only ratios of the first two count.
  double usual() const { return usual_; }
  double below_usual() const { return below_usual_; }
  double peaks() const { return arrivals_ * usual_ / below_usual_; }

  double eta(double n) const {
    const double more = (load_ - n) / n;
    return std::copysign(std::sqrt(2 * std::max(more - std::log1p(more), 0.0)), more);
  }

  Values evaluate(const Points& points) const {
    Values at;
    std::array<double, most_points> x;
    std::array<double, most_points> root;
    std::array<double, most_points> per_n;
    std::array<double, most_points> correction;
    std::array<double, most_points> smaller;
    const double per_load = 1 / load_;
    // In stages, which the processor overlaps.
    for (std::size_t i = 0; i < points.size; ++i) {
      const double eta = points.eta[i];
      double sum = 0;
      for (std::size_t m = 8; m >= 1; --m) sum = sum * eta + temme[m];
      const double ratio = 1 + eta * sum;  // η / (λ − 1)
      const double inverse = 1 / (ratio * (ratio + eta));
      at.n[i] = load_ * ratio * ratio * inverse;
      at.slope[i] = at.n[i] * ratio;
      per_n[i] = (ratio + eta) * (ratio + eta) * inverse * per_load;
      root[i] = std::sqrt(at.n[i]);
      x[i] = std::abs(eta) * root[i];
      correction[i] = sum;
      smaller[i] = (2 * temme[3] + eta * (3 * temme[4] + eta * 4 * temme[5])) * per_n[i];
    }
    for (std::size_t i = 0; i < points.size; ++i) at.probability[i] = std::exp(exponent_ - 0.5 * x[i] * x[i]);
    for (std::size_t i = 0; i < points.size; ++i) {
      const NormalRatios ratios = normal_ratios(x[i]);
      const double stirling = per_n[i] * (1.0 / 12);  // n! / (√(2πn)·(n/e)^n) − 1
      const double p = at.probability[i] * root[i] * per_n[i] * (1 - stirling) *
                       (std::numbers::inv_sqrtpi / std::numbers::sqrt2);
      const double tail = root[i] * (1 + stirling) * ratios.tail;
      at.probability[i] = p;
      at.below[i] = points.eta[i] > 0 ? p * (tail + correction[i] + smaller[i])
                                      : one_ - p * (tail - correction[i] - smaller[i]);
      at.climb[i] = root[i] * (1 - stirling) * ratios.climb - correction[i] + smaller[i] +
                    start_ * p * at.n[i] * per_load;
    }
    return at;
  }

  Totals totals(double n) const {
    const double at = eta(n);
    if (at < 0 && at * at * n > certain * certain) return {0, one_, one_ * (n - load_)};
    Points points;
    points.add(at, 1, 0);
    const Values values = evaluate(points);
    const double p = values.probability[0];
    const double below = values.below[0];
    return {p, below, (n - load_) * below + n * p};
  }

  double sum(const Points& points, bool climbs) const {
    const Values at = evaluate(points);
    double sum = 0;
    for (std::size_t i = 0; i < points.size; ++i) {
      const double climb = climbs ? std::max(at.climb[i], 1.0) : 1;
      const double peaks = arrivals_ * at.probability[i] * at.n[i] / (load_ * at.below[i] * climb);
      sum += (points.itself[i] + points.integrated[i] * at.slope[i]) * at.below[i] * std::exp(-peaks);
    }
    return sum;
  }

 private:
  double load_;
  double arrivals_;
  double exponent_ = 0;
  double one_ = 1;
  double start_ = 0;
  double usual_ = 0;
  double below_usual_ = 0;
};

/// Gauss' rule for ∫ summand dn between two −η, in √−η if `rooted`: the first of the places lie denser.
template <unsigned nodes, bool rooted>
void add_integral(Points& points, double first, double last) {
  using Rule = boost::math::quadrature::gauss<double, nodes>;
  const double from = rooted ? std::sqrt(first) : first;
  const double to = rooted ? std::sqrt(last) : last;
  const double middle = (from + to) / 2;
  const double half = (to - from) / 2;
  for (std::size_t i = 0; i < Rule::abscissa().size(); ++i) {
    const double weight = half * Rule::weights()[i];
    for (const double side : {-1.0, 1.0}) {
      const double x = middle + side * half * Rule::abscissa()[i];
      points.add(rooted ? -x * x : -x, 0, rooted ? 2 * x * weight : weight);
      if (Rule::abscissa()[i] == 0) break;
    }
  }
}

/// What makes the integral up to last + 1/2 a sum up to `last`, by differences of places: central ones for
/// the derivatives in Euler and Maclaurin's formula, −f′/24 + 7·f‴/5760.
void add_end(Points& points, const Summand& summand, double last) {
  constexpr double first_difference = -1.0 / 24;
  constexpr double third_difference = 17.0 / 5760;
  points.add(summand.eta(last + 2), third_difference, 0);
  points.add(summand.eta(last + 1), first_difference - 3 * third_difference, 0);
  points.add(summand.eta(last), 3 * third_difference - first_difference, 0);
  points.add(summand.eta(last - 1), -third_difference, 0);
}

/// Standard deviations above the mode where there are 1 / `ratio` of its peaks, or a few less. The climb is
/// about 1 + σ · what the normal distribution has.
double deviations_above(double ratio, double sigma) {
  if (!(ratio > 1)) return 0;
  if (ratio < 1 + 1.2 * sigma) return (ratio - 1) / sigma;
  const double goal = std::log(ratio);
  double x = std::min(std::sqrt(2 * goal), farthest);
  for (int i = 0; i < 2; ++i) {
    const double left = goal - std::log1p(sigma * normal_ratios(x).climb);
    x = std::min(std::sqrt(2 * std::max(left, 0.5)), farthest);
  }
  return x;
}

/// The n that lies as many standard deviations above the mean, rounded to a half: the first terms of the
/// series whose deviance n·(λ − 1 − ln λ) is x²/2.
double half_place(double load, double x) {
  const double z = x / std::sqrt(load);
  return std::floor(load * (1 + z + z * z / 6 - z * z * z / 72)) + 0.5;
}

/// The sum over the numbers less frequent than the most frequent one and below it.
double sum_below(const Summand& summand, double mode, double load) {
  // From n to n − x, the probability falls by e^(−x·ln(load / n) − x²/(2n) − x³/(6n²) − …). What is not
  // e^−14 as frequent as the last of them is nothing.
  constexpr double nothing = 14;
  const double last = mode + 0.5;
  const double slope = std::log(load / last);
  double curvature = 1 / last;
  double width = 0;
  for (int i = 0; i < 2; ++i) {
    width = 2 * nothing / (slope + std::sqrt(slope * slope + 2 * nothing * curvature));
    curvature = (1 + width / (3 * last)) / last;
  }
  const double start = summand.eta(std::max(last - width, 0.5));
  const double end = summand.eta(last);
  Points points;
  add_integral<bell_nodes, false>(points, -start, -end);
  add_end(points, summand, mode);
  return summand.sum(points, false);
}

/// The sum over `single_places` numbers from the mode on, as far as they are below the capacity.
struct Singles {
  double closed = 0;
  double rise = 0;  ///< from the last of them to the one behind it
};

Singles sum_singles(const Summand& summand, Count mode, Count capacity, double load, double arrivals) {
  Singles singles;
  double here = summand.usual();
  double below = summand.below_usual();
  double climb = 1;
  double term = 0;
  const Count behind = mode + single_places;
  for (Count k = mode; k <= std::min(behind, capacity - 1); ++k) {
    if (k > mode) {
      const double ratio = load / static_cast<double>(k);
      here *= ratio;
      below += here;
      climb = 1 + climb * ratio;
    }
    const double before = term;
    term = below * std::exp(-arrivals * here / (below * std::max(climb, 1.0)));
    if (k < behind) singles.closed += term;
    singles.rise = term - before;
  }
  return singles;
}

}  // namespace

double closed_connections(Count capacity, Load load, double arrivals) {
  assert(capacity > 100 && load.erlangs >= 20 && arrivals >= 0);
  const double a = load.erlangs;
  const double sigma = std::sqrt(a);
  const auto c = static_cast<double>(capacity);
  const Count mode = most_frequent(capacity, load);
  const Summand summand(a, arrivals, static_cast<double>(mode));
  const double peaks = summand.peaks();

  // Numbers k are counted by n = k + 1; a sum over some of them is an integral from half to half place.
  const double first = static_cast<double>(mode) + 1;
  double closed = peaks < many ? sum_below(summand, first - 1, a) : 0;
  double start = peaks < many ? first : half_place(a, deviations_above(peaks / many, sigma));
  double rise = 0;
  if (start < first + single_places) {
    const Singles singles = sum_singles(summand, mode, capacity, a, arrivals);
    closed += singles.closed;
    rise = singles.rise;
    start = first + single_places - 0.5;
  }
  const Totals all = summand.totals(c);
  if (start > c) return closed / all.below;

  const double end = c + 0.5;
  const double stop = std::max(start, half_place(a, deviations_above(2 * peaks / (few * sigma), sigma)));
  Points above;
  if (stop >= end && end - start <= transition_nodes) {
    for (auto n = static_cast<Count>(std::ceil(start)); n <= capacity; ++n)
      above.add(summand.eta(static_cast<double>(n)), 1, 0);
    return (closed + summand.sum(above, true)) / all.below;
  }
  closed += rise / 24;
  const double from = -summand.eta(start);
  const double to = -summand.eta(std::min(stop, end));
  if (peaks >= many) {
    add_integral<transition_nodes, true>(above, from, to);
  } else if (stop < end) {
    add_integral<upper_nodes, true>(above, from, to);
  } else {
    add_integral<bell_nodes, true>(above, from, to);
  }
  if (stop >= end) {
    add_end(above, summand, c);
  } else {
    // All that are left are closed.
    const Totals reached = summand.totals(stop - 0.5);
    closed += all.sum - reached.sum - reached.probability / 24;
  }
  return (closed + summand.sum(above, true)) / all.below;
}

}  // namespace poolsize
