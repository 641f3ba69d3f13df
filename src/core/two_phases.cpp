#include "two_phases.hpp"

#include <cassert>
#include <cmath>

namespace poolsize {
namespace {

/// E[X^3] / 6 above which the two classes differ so much that the second has no weight left.
constexpr double widest = 1e3;

/// The classes with these reduced moments E[X^k] / k! and mean 1 (W. Whitt 1982, "Approximating a point
/// process by a renewal process, I", section 3). Requires: second > 1, third > second².
TwoPhases from_moments(double second, double third) {
  // The mean holds of the classes are the roots of y² − sum·y + product.
  const double sum = (third - second) / (second - 1);
  const double product = sum - second;
  const double slow = (sum + std::sqrt(sum * sum - 4 * product)) / 2;
  const double fast = product / slow;
  return {.share = (slow - 1) / (slow - fast), .fast = 1 / fast, .slow = 1 / slow};
}

/// ∫ P(excess > t)² dt, in mean holds: how long the first of two busy servers lasts.
double first_of_two(const TwoPhases& phases) {
  const double fast = phases.share / phases.fast;
  const double slow = (1 - phases.share) / phases.slow;
  return fast * fast / (2 * phases.fast) + 2 * fast * slow / (phases.fast + phases.slow) +
         slow * slow / (2 * phases.slow);
}

double first_of_two(const Distribution& hold) {
  // The trapezoidal rule in ln t, which converges fast because the integrand vanishes at both ends.
  constexpr double step = 0.1;
  constexpr int reach = 160;
  const Duration whole = mean(hold);
  double sum = 0;
  for (int i = -reach; i <= reach; ++i) {
    const double t = std::exp(i * step);
    const double busy = excess_survival(hold, whole * t);
    sum += busy * busy * t;
  }
  return sum * step;
}

}  // namespace

TwoPhases two_phases(const Distribution& hold) {
  const double second = (1 + scv(hold)) / 2;
  assert(second > 1);
  const double wanted = first_of_two(hold);
  constexpr int halvings = 60;
  double low = std::log(1e-6);
  double high = std::log(widest);
  const auto at = [&](double logarithm) {
    return from_moments(second, second * second * (1 + std::exp(logarithm)));
  };
  for (int i = 0; i < halvings; ++i) {
    const double middle = (low + high) / 2;
    (first_of_two(at(middle)) > wanted ? low : high) = middle;
  }
  return at((low + high) / 2);
}

}  // namespace poolsize
