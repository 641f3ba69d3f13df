#include "phase_spectrum.hpp"

#include <array>
#include <cassert>
#include <cmath>

namespace poolsize {
namespace {

using Eigen::Index;

/// One server's phases, a completion weighted with z, made symmetric: [[fast, across], [across, slow]].
struct Server {
  double fast;
  double slow;
  double across;

  /// The larger eigenvalue, and the smaller.
  std::array<double, 2> values() const {
    const double middle = (fast + slow) / 2;
    const double reach = std::hypot((fast - slow) / 2, across);
    return {middle + reach, middle - reach};
  }

  /// Of length 1, for an eigenvalue.
  std::array<double, 2> vector(double value) const {
    const bool by_fast = std::abs(fast - value) > std::abs(slow - value);
    const double x = by_fast ? across : value - slow;
    const double y = by_fast ? value - fast : across;
    const double length = std::hypot(x, y);
    return {x / length, y / length};
  }
};

Server server(const TwoPhases& phases, double z) {
  const double p = phases.share;
  return {.fast = phases.fast * (z * p - 1),
          .slow = phases.slow * (z * (1 - p) - 1),
          .across = z * std::sqrt(phases.fast * (1 - p) * phases.slow * p)};
}

/// The z at which λ(1 − z) + z(j·larger + (c − j)·smaller) changes its sign, between `from` and `to`.
template <class Excess>
double root(Excess excess, double from, double to) {
  for (double middle = (from + to) / 2; middle != from && middle != to; middle = (from + to) / 2)
    (excess(middle) > 0 ? from : to) = middle;
  return (from + to) / 2;
}

double log_choose(Index n, Index k) {
  const auto factorial = [](Index m) { return std::lgamma(static_cast<double>(m) + 1); };
  return factorial(n) - factorial(k) - factorial(n - k);
}

/// All but the vector's scale: the vector of c servers is the product of theirs, a polynomial whose k-th
/// coefficient has k in the first phase.
PhaseMode mode(Index j, Index servers, double load, double z, const TwoPhases& phases) {
  const Server one = server(phases, z);
  const auto [larger, smaller] = one.values();
  Eigen::RowVectorXd product = Eigen::RowVectorXd::Zero(servers + 1);
  product(0) = 1;
  for (Index i = 0; i < servers; ++i) {
    const auto [x, y] = one.vector(i < j ? larger : smaller);
    for (Index k = i + 1; k > 0; --k) product(k) = product(k) * y + product(k - 1) * x;
    product(0) *= y;
  }
  for (Index k = 0; k <= servers; ++k) product(k) *= std::exp(-log_choose(servers, k) / 2);
  return {.ratio = z, .rate = load * (1 - z) / z, .vector = product};
}

}  // namespace

double phase_odds(const TwoPhases& phases) {
  return phases.slow * phases.share / (phases.fast * (1 - phases.share));
}

PhaseSpectrum phase_spectrum(Index servers, double load, const TwoPhases& phases, bool growing) {
  assert(std::abs(load / static_cast<double>(servers) - 1) >= least_overload / 2);
  PhaseSpectrum spectrum{.scale = Eigen::RowVectorXd(servers + 1), .modes = {}};
  const double odds = std::log(phase_odds(phases));
  for (Index k = 0; k <= servers; ++k)
    spectrum.scale(k) = (log_choose(servers, k) + odds * static_cast<double>(k)) / 2;
  spectrum.scale = (spectrum.scale.array() - spectrum.scale.maxCoeff()).exp();
  for (Index j = 0; j <= servers; ++j) {
    const auto excess = [&](double z) {
      const auto [larger, smaller] = server(phases, z).values();
      return load * (1 - z) +
             z * (static_cast<double>(j) * larger + static_cast<double>(servers - j) * smaller);
    };
    const auto add = [&](double z) { spectrum.modes.push_back(mode(j, servers, load, z, phases)); };
    constexpr double nearest = 1e-13;  // to z = 1, which solves it for j = c and is passed over
    const auto below_one = [&] {
      double gap = nearest;
      while (j == servers && excess(1 - gap) > 0) gap *= 2;
      return root(excess, 0, 1 - gap);
    };
    const auto above_one = [&] {
      double gap = j == servers ? least_overload / 10 : nearest;
      while (excess(1 + gap) <= 0) gap *= 2;
      return root(excess, 1 + gap, 1);
    };
    const bool overloaded = load > static_cast<double>(servers);
    if (j < servers || !overloaded) add(below_one());
    if (growing && j > 0 && (j < servers || overloaded)) add(above_one());
  }
  return spectrum;
}

}  // namespace poolsize
