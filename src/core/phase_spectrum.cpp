#include "phase_spectrum.hpp"

#include <Eigen/Eigenvalues>
#include <boost/math/tools/toms748_solve.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>

namespace poolsize {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::VectorXd;

/// One server's phases, a completion weighted with z, made symmetric.
class Server {
 public:
  explicit Server(const Phases& phases)
      : rates_(static_cast<Index>(phases.size())), ends_(static_cast<Index>(phases.size())) {
    for (Index i = 0; i < rates_.size(); ++i) {
      const auto& [share, rate] = phases[static_cast<std::size_t>(i)];
      rates_(i) = rate;
      ends_(i) = std::sqrt(rate * share);
    }
  }

  /// Ascending.
  VectorXd values(double z) const { return solved(z, Eigen::EigenvaluesOnly).eigenvalues(); }
  /// Of length 1, a column for each value.
  MatrixXd vectors(double z) const { return solved(z, Eigen::ComputeEigenvectors).eigenvectors(); }

 private:
  Eigen::SelfAdjointEigenSolver<MatrixXd> solved(double z, int what) const {
    MatrixXd matrix = z * ends_ * ends_.transpose();
    matrix.diagonal() -= rates_;
    return Eigen::SelfAdjointEigenSolver<MatrixXd>(matrix, what);
  }

  VectorXd rates_;
  VectorXd ends_;
};

double log_factorial(Index n) { return std::lgamma(static_cast<double>(n) + 1); }

class Modes {
 public:
  Modes(Index servers, double load, const Phases& phases, const Occupations& occupations)
      : servers_(servers), load_(load), server_(phases), occupations_(occupations) {
    many_ = RowVectorXd(occupations.size(servers));
    for (Index state = 0; state < many_.size(); ++state) {
      double log_ways = log_factorial(servers);
      for (Index i = 0; i < occupations.phases(); ++i)
        log_ways -= log_factorial(occupations.in(state, i, servers));
      many_(state) = std::exp(log_ways / 2);
    }
  }

  /// The root of each number's square of how many ways lead to a state.
  const RowVectorXd& many() const { return many_; }

  /// λ(1 − z) + z times the sum of the servers' eigenvalues: as many have the i-th largest as are in phase i.
  double excess(Index state, double z) const {
    const VectorXd values = server_.values(z);
    double sum = 0;
    for (Index i = 0; i < values.size(); ++i)
      sum += static_cast<double>(occupations_.in(state, i, servers_)) * values(values.size() - 1 - i);
    return load_ * (1 - z) + z * sum;
  }

  /// All but the vector's scale: the vector of c servers is the product of theirs, a polynomial whose
  /// coefficients belong to the occupations.
  PhaseMode mode(Index state, double rate) const {
    const double z = load_ / (load_ + rate);
    const MatrixXd vectors = server_.vectors(z);
    RowVectorXd product = RowVectorXd::Ones(1);
    for (Index i = 0; i < vectors.cols(); ++i)
      for (Index left = occupations_.in(state, i, servers_); left > 0; --left)
        product = times(product, vectors.col(vectors.cols() - 1 - i));
    return {.ratio = z, .rate = rate, .vector = product.cwiseQuotient(many_)};
  }

 private:
  RowVectorXd times(const RowVectorXd& product, const VectorXd& server) const {
    Index busy = 0;
    while (occupations_.size(busy) < product.size()) ++busy;
    RowVectorXd next = RowVectorXd::Zero(occupations_.size(busy + 1));
    for (Index state = 0; state < product.size(); ++state)
      for (Index i = 0; i < server.size(); ++i)
        next(occupations_.more(state, i)) += product(state) * server(i);
    return next;
  }

  Index servers_;
  double load_;
  Server server_;
  const Occupations& occupations_;
  RowVectorXd many_;
};

/// Where `excess` changes its sign, between `from` and `to`.
template <class Excess>
double root(Excess excess, double from, double to) {
  const double at_from = excess(from);
  const double at_to = excess(to);
  if (at_from == 0) return from;
  if (at_to == 0 || (at_from > 0) == (at_to > 0)) return to;  // rounding hides the change
  std::uintmax_t steps = 100;
  const auto ends = boost::math::tools::toms748_solve(excess, from, to, at_from, at_to,
                                                      boost::math::tools::eps_tolerance<double>(), steps);
  return (ends.first + ends.second) / 2;
}

/// The eigenvalue that all servers share in the mode whose states are one: with E[e^(−value·hold)] = 1 / z
/// the equation of the other modes has z = 1 for a root, and without that is load·Σ share / (rate + value) =
/// servers.
double common_value(double servers, double load, const Phases& phases) {
  const auto excess = [&](double value) {
    double sum = 0;
    for (const auto& [share, rate] : phases) sum += share / (rate + value);
    return load * sum - servers;
  };
  if (load > servers) return root(excess, 0, load / servers);
  const Phase& slowest = *std::ranges::min_element(phases, {}, &Phase::rate);
  return root(excess, slowest.share * load / servers - slowest.rate, 0);
}

}  // namespace

double phase_odds(const Phases& phases, Index phase) {
  const Phase& first = phases.front();
  const auto& [share, rate] = phases[static_cast<std::size_t>(phase)];
  return share / rate * (first.rate / first.share);
}

PhaseSpectrum phase_spectrum(Index servers, double load, const Phases& phases, const Occupations& occupations,
                             bool growing) {
  assert(std::abs(load / static_cast<double>(servers) - 1) >= least_overload / 2);
  const Modes modes(servers, load, phases, occupations);
  const Index states = occupations.size(servers);
  PhaseSpectrum spectrum{.scale = RowVectorXd::Zero(states), .modes = {}};
  for (Index state = 0; state < states; ++state) {
    for (Index i = 0; i < occupations.phases(); ++i)
      spectrum.scale(state) +=
          std::log(phase_odds(phases, i)) * static_cast<double>(occupations.in(state, i, servers)) / 2;
    spectrum.scale(state) += std::log(modes.many()(state));
  }
  spectrum.scale = (spectrum.scale.array() - spectrum.scale.maxCoeff()).exp();
  std::vector<PhaseMode> more;
  const double common = common_value(static_cast<double>(servers), load, phases);
  const double common_rate = -static_cast<double>(servers) * common;
  if (common_rate > 0 || growing)
    (common_rate > 0 ? spectrum.modes : more).push_back(modes.mode(0, common_rate));
  for (Index state = 1; state < states; ++state) {
    const auto excess = [&](double z) { return modes.excess(state, z); };
    const auto add = [&](std::vector<PhaseMode>& to, double z) {
      to.push_back(modes.mode(state, load * (1 - z) / z));
    };
    add(spectrum.modes, root(excess, 0, 1));
    if (!growing || occupations.in(state, 0, servers) == 0) continue;
    double beyond = 2;
    while (excess(beyond) <= 0) beyond *= 2;
    add(more, root(excess, 1, beyond));
  }
  spectrum.modes.insert(spectrum.modes.end(), more.begin(), more.end());
  return spectrum;
}

}  // namespace poolsize
