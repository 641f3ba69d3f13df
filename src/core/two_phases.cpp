#include "two_phases.hpp"

#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <optional>

namespace poolsize {
namespace {

/// third / second² − 1 of the reduced moments E[X^k] / k!: from hardly two classes to where the second has no
/// weight left.
constexpr double narrowest = 1e-6;
constexpr double widest = 1e3;

/// What the third moment counts beside the first of the busy servers: from the errors of the table in
/// tests/reference/hold_times.csv for lognormal holds with scv 1, smallest for weights from 0.03 to 0.3.
constexpr double weight_of_third = 0.1;

/// The classes with these reduced moments and mean 1 (W. Whitt 1982, "Approximating a point process by a
/// renewal process, I", section 3). Requires: second > 1, third > second².
TwoPhases from_moments(double second, double third) {
  // The mean holds of the classes are the roots of y² − sum·y + product.
  const double sum = (third - second) / (second - 1);
  const double product = sum - second;
  const double slow = (sum + std::sqrt(sum * sum - 4 * product)) / 2;
  const double fast = product / slow;
  return {.share = (slow - 1) / (slow - fast), .fast = 1 / fast, .slow = 1 / slow};
}

/// What holds are compared by.
struct Shape {
  double scv = 1;
  double first = 0.5;  ///< how long the first of so many busy servers lasts, in mean holds
  double third = 6;    ///< E[X³] / E[X]³
};

/// ∫ P(excess > t)^together dt, by the trapezoidal rule in ln t, which converges fast because the integrand
/// vanishes at both ends.
template <class Excess>
double first_of(double together, double step, Excess excess) {
  constexpr double reach = 15;
  double sum = 0;
  const auto steps = static_cast<int>(reach / step);
  for (int i = -steps; i <= steps; ++i) {
    const double t = std::exp(i * step);
    sum += std::pow(excess(t), together) * t;
  }
  return sum * step;
}

double first_of(double together, const TwoPhases& phases) {
  const double fast = phases.share / phases.fast;
  const double slow = (1 - phases.share) / phases.slow;
  constexpr double step = 0.5;  // the error of the rule is e^(−π²/step) for exponentials
  return first_of(together, step, [&](double t) {
    return fast * std::exp(-phases.fast * t) + slow * std::exp(-phases.slow * t);
  });
}

/// ∫ 3t²·P(X > t) dt up to a hold so long that others hardly ever meet one: what is beyond keeps one server
/// busy, and nobody waits for it (V. Gupta, M. Harchol-Balter, J. G. Dai, B. Zwart 2010, "On the
/// inapproximability of M/G/K", section 1).
double third_of_shorter(const Distribution& hold) {
  constexpr double rarest = 1e-7;  // from the errors of Pareto's with scv 1.5 in tests/reference/hold_out.csv
  constexpr double step = 0.05;
  const Duration whole = mean(hold);
  const double longest = std::log(quantile(hold, 1 - rarest) / whole);
  double sum = 0;
  constexpr double shortest = -15;
  const auto steps = static_cast<int>((longest - shortest) / step);
  for (int i = 0; i <= steps; ++i) {
    const double t = std::exp(shortest + i * step);
    sum += t * t * t * survival(hold, whole * t);
  }
  return 3 * sum * step;
}

Shape shape(const Distribution& hold, double together) {
  const Duration whole = mean(hold);
  const std::optional<double> third = third_moment(hold);
  constexpr double fine = 0.2;
  return {.scv = scv(hold),
          .first = first_of(together, fine, [&](double t) { return excess_survival(hold, whole * t); }),
          .third = third ? *third : third_of_shorter(hold)};
}

/// Equal holds and two classes, mixed to an scv.
struct Candidate {
  double share;
  TwoPhases phases;
  Shape shape;
};

/// What the search looks through.
class Candidates {
 public:
  Candidates(const Shape& wanted, double together) : wanted_(wanted), together_(together) {}

  const Shape& wanted() const { return wanted_; }

  Candidate at(double classes_scv, double log_width) const {
    const double second = (1 + classes_scv) / 2;
    const double third = second * second * (1 + std::exp(log_width));
    const TwoPhases phases = from_moments(second, third);
    return mixed(classes_scv, phases, first_of(together_, phases), third);
  }

  Candidate exponential() const {
    return mixed(std::max(1.0, wanted_.scv), {.share = 0.5, .fast = 1, .slow = 1}, 1 / together_, 1);
  }

  double distance(const Candidate& candidate) const {
    const double first = std::log(candidate.shape.first / wanted_.first);
    const double third = std::log(candidate.shape.third / wanted_.third);
    return first * first + weight_of_third * third * third;
  }

 private:
  Candidate mixed(double classes_scv, const TwoPhases& phases, double first, double third) const {
    const double share = wanted_.scv / classes_scv;
    const double of_equal = 1 / (1 + together_);
    return {share,
            phases,
            {.scv = wanted_.scv,
             .first = std::lerp(of_equal, first, share),
             .third = std::lerp(1.0, 6 * third, share)}};
  }

  Shape wanted_;
  double together_;
};

/// Where on [low, high] a function with one valley is lowest (golden section).
template <class Function>
double lowest(Function function, double low, double high) {
  constexpr double golden = 0.6180339887498949;
  constexpr int steps = 20;
  double a = high - golden * (high - low);
  double b = low + golden * (high - low);
  double at_a = function(a);
  double at_b = function(b);
  for (int i = 0; i < steps; ++i) {
    if (at_a < at_b) {
      high = b, b = a, at_b = at_a;
      a = high - golden * (high - low);
      at_a = function(a);
    } else {
      low = a, a = b, at_a = at_b;
      b = low + golden * (high - low);
      at_b = function(b);
    }
  }
  return (low + high) / 2;
}

/// Two classes alone, as wide as the first of the busy servers asks for.
Candidate classes_alone(const Candidates& candidates) {
  const auto excess = [&](double width) {
    return candidates.at(candidates.wanted().scv, width).shape.first - candidates.wanted().first;
  };
  double low = std::log(narrowest);
  double high = std::log(widest);
  if (excess(high) > 0) return candidates.at(candidates.wanted().scv, high);
  if (excess(low) < 0) return candidates.at(candidates.wanted().scv, low);
  std::uintmax_t steps = 40;
  const auto ends = boost::math::tools::toms748_solve(excess, low, high,
                                                      boost::math::tools::eps_tolerance<double>(30), steps);
  return candidates.at(candidates.wanted().scv, (ends.first + ends.second) / 2);
}

/// Equal holds, and classes that vary more than the whole.
Candidate nearest(const Candidates& candidates) {
  const double least = std::max(candidates.wanted().scv, 1.0);
  const auto widest_at = [&](double log_excess) {
    const double classes_scv = least * (1 + std::exp(log_excess));
    const auto distance = [&](double width) {
      return candidates.distance(candidates.at(classes_scv, width));
    };
    return candidates.at(classes_scv, lowest(distance, std::log(narrowest), std::log(widest)));
  };
  constexpr double least_excess = 1e-4;
  constexpr double most_excess = 10;
  const auto distance = [&](double log_excess) { return candidates.distance(widest_at(log_excess)); };
  return widest_at(lowest(distance, std::log(least_excess), std::log(most_excess)));
}

}  // namespace

Likened likened(const Distribution& hold, double together) {
  const TwoPhases exponential{.share = 0.5, .fast = 1, .slow = 1};
  if (std::holds_alternative<Exponential>(hold)) return {.phases = exponential, .exact = true};
  if (const auto own = own_phases(hold); own && own->size() == 2) {
    const Phase& fast = own->front();
    return {.phases = {.share = fast.share, .fast = fast.rate, .slow = own->back().rate}, .exact = true};
  }
  const Candidates candidates(shape(hold, together), together);
  const Shape& wanted = candidates.wanted();
  assert(wanted.scv > 0 && together > 1);
  constexpr double rounding = 1e-6;
  if (wanted.scv > 1 + rounding) {
    const Candidate alone = classes_alone(candidates);
    if (alone.shape.third <= wanted.third) return {.phases = alone.phases};
    const Candidate best = nearest(candidates);
    return {.share = best.share, .phases = best.phases};
  }
  // Below scv 1 exponential holds for the classes serve, but where they keep servers busy together for too
  // long.
  const Candidate plain = candidates.exponential();
  const Candidate best = nearest(candidates);
  if (candidates.distance(plain) <= candidates.distance(best))
    return {.share = plain.share, .phases = exponential};
  return {.share = best.share, .phases = best.phases};
}

}  // namespace poolsize
