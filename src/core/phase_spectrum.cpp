#include "phase_spectrum.hpp"

#include <array>
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

/// The z in (0, 1) with λ(1 − z) + z(j·larger + (c − j)·smaller) = 0. For j = c, z = 1 solves it too and is
/// passed over.
double ratio(Index j, Index servers, double rate, const TwoPhases& phases) {
  const auto excess = [&](double z) {
    const auto [larger, smaller] = server(phases, z).values();
    return rate * (1 - z) +
           z * (static_cast<double>(j) * larger + static_cast<double>(servers - j) * smaller);
  };
  double low = 0;
  double high = 1;
  if (j == servers) {
    double gap = 1e-12;
    while (excess(1 - gap) > 0) gap *= 2;
    high = 1 - gap;
  }
  for (double middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2)
    (excess(middle) > 0 ? low : high) = middle;
  return (low + high) / 2;
}

double log_choose(Index n, Index k) {
  const auto factorial = [](Index m) { return std::lgamma(static_cast<double>(m) + 1); };
  return factorial(n) - factorial(k) - factorial(n - k);
}

}  // namespace

PhaseSpectrum phase_spectrum(Index servers, double rate, const TwoPhases& phases) {
  const Index size = servers + 1;
  PhaseSpectrum spectrum{.ratios = Eigen::VectorXd(size),
                         .vectors = Eigen::MatrixXd(size, size),
                         .scale = Eigen::VectorXd(size)};
  Eigen::VectorXd norm(size);
  const double odds = phases.slow * phases.share / (phases.fast * (1 - phases.share));
  for (Index k = 0; k < size; ++k) {
    const double half = log_choose(servers, k) / 2;
    norm(k) = std::exp(-half);
    spectrum.scale(k) = half + std::log(odds) / 2 * static_cast<double>(k);
  }
  spectrum.scale = (spectrum.scale.array() - spectrum.scale.maxCoeff()).exp();

  for (Index j = 0; j < size; ++j) {
    const double z = ratio(j, servers, rate, phases);
    spectrum.ratios(j) = z;
    const Server one = server(phases, z);
    const auto [larger, smaller] = one.values();
    // The vector of c servers is the product of theirs: a polynomial whose k-th coefficient has k in the
    // first phase.
    Eigen::RowVectorXd product = Eigen::RowVectorXd::Zero(size);
    product(0) = 1;
    for (Index i = 0; i < servers; ++i) {
      const auto [x, y] = one.vector(i < j ? larger : smaller);
      for (Index k = i + 1; k > 0; --k) product(k) = product(k) * y + product(k - 1) * x;
      product(0) *= y;
    }
    spectrum.vectors.row(j) = product.cwiseProduct(norm.transpose());
  }
  return spectrum;
}

}  // namespace poolsize
