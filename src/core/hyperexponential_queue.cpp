#include "hyperexponential_queue.hpp"

#include "phase_spectrum.hpp"

#include <Eigen/LU>

#include <cassert>
#include <vector>

namespace poolsize {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;

double completions(const TwoPhases& phases, Index fast, Index slow) {
  return static_cast<double>(fast) * phases.fast + static_cast<double>(slow) * phases.slow;
}

/// A completion where others wait: the freed server starts the next hold at once.
MatrixXd replacements(Index servers, const TwoPhases& phases) {
  const double p = phases.share;
  MatrixXd rates = MatrixXd::Zero(servers + 1, servers + 1);
  for (Index k = 0; k <= servers; ++k) {
    const double fast = completions(phases, k, 0);
    const double slow = completions(phases, 0, servers - k);
    rates(k, k) = fast * p + slow * (1 - p);
    if (k > 0) rates(k, k - 1) = fast * (1 - p);
    if (k < servers) rates(k, k + 1) = slow * p;
  }
  return rates;
}

/// The mean time in each state of a level, from each of its states, before the level below is entered for
/// good.
MatrixXd sojourn(const MatrixXd& from_above, Index busy, double rate, const TwoPhases& phases) {
  MatrixXd leaving = -from_above;
  for (Index k = 0; k <= busy; ++k) leaving(k, k) += rate + completions(phases, k, busy - k);
  return leaving.partialPivLu().inverse();
}

/// What comes back from a level, whose visits per state are the rows, to the one below, with one server less
/// busy.
MatrixXd down(const MatrixXd& visits, const TwoPhases& phases) {
  const Index busy = visits.cols() - 1;
  MatrixXd below = MatrixXd::Zero(visits.rows(), busy);
  for (Index k = 0; k <= busy; ++k) {
    if (k > 0) below.col(k - 1) += completions(phases, k, 0) * visits.col(k);
    if (k < busy) below.col(k) += completions(phases, 0, busy - k) * visits.col(k);
  }
  return below;
}

}  // namespace

WaitTail hyperexponential_wait(Count servers, Load load, const TwoPhases& phases) {
  assert(1 <= servers && servers <= most_servers_in_phases && load.erlangs > 0 &&
         load.erlangs < static_cast<double>(servers));
  const auto c = static_cast<Index>(servers);
  const double rate = load.erlangs;
  const PhaseSpectrum spectrum = phase_spectrum(c, rate, phases);
  const auto& vectors = spectrum.vectors;
  const Eigen::VectorXd& scale = spectrum.scale;
  const MatrixXd inverse = vectors.partialPivLu().inverse();
  const MatrixXd growth = scale.cwiseInverse().asDiagonal() *
                          (inverse * spectrum.ratios.asDiagonal() * vectors) * scale.asDiagonal();

  // step[n] leads from the probabilities with n busy to those with n + 1 (level-dependent R matrices).
  std::vector<MatrixXd> step(static_cast<std::size_t>(c));
  MatrixXd stay = sojourn(growth * replacements(c, phases), c, rate, phases);
  for (Index busy = c - 1; busy >= 0; --busy) {
    MatrixXd& up = step[static_cast<std::size_t>(busy)];
    up = rate * (phases.share * stay.bottomRows(busy + 1) + (1 - phases.share) * stay.topRows(busy + 1));
    if (busy > 0) stay = sojourn(down(up, phases), busy, rate, phases);
  }
  RowVectorXd level = RowVectorXd::Ones(1);
  double total = 0;
  for (const MatrixXd& up : step) {
    total += level.sum();
    level = level * up;
  }

  const RowVectorXd weights = level.cwiseQuotient(scale.transpose()) * inverse;
  const Eigen::VectorXd sums = vectors * scale;
  WaitTail tail;
  for (Index j = 0; j <= c; ++j) {
    const double z = spectrum.ratios(j);
    const double weight = weights(j) * sums(j) / (1 - z);
    tail.terms.push_back({.weight = weight, .rate = rate * (1 - z) / z});
    total += weight;
  }
  for (WaitTail::Term& term : tail.terms) term.weight /= total;
  return tail;
}

}  // namespace poolsize
