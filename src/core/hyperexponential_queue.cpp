#include "hyperexponential_queue.hpp"

#include "phase_spectrum.hpp"

#include <Eigen/LU>

#include <cassert>
#include <cmath>

namespace poolsize {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::VectorXd;

double completions(const TwoPhases& phases, Index fast, Index slow) {
  return static_cast<double>(fast) * phases.fast + static_cast<double>(slow) * phases.slow;
}

/// The states with fewer busy servers than there are, seen from those with one free.
struct Below {
  MatrixXd leaving;  ///< Λ: probabilities · Λ = what comes in from above
  VectorXd total;    ///< probabilities · total = the probability of all of them
};

Below below(Index servers, double load, const TwoPhases& phases) {
  Below level{.leaving = MatrixXd::Constant(1, 1, load), .total = VectorXd::Ones(1)};
  for (Index busy = 1; busy < servers; ++busy) {
    // A completion leads to the level below, and from there an arrival back.
    MatrixXd down = MatrixXd::Zero(busy + 1, busy);
    for (Index k = 0; k <= busy; ++k) {
      if (k > 0) down(k, k - 1) = completions(phases, k, 0);
      if (k < busy) down(k, k) = completions(phases, 0, busy - k);
    }
    const MatrixXd visits = level.leaving.transpose().partialPivLu().solve(down.transpose()).transpose();
    level.total = VectorXd::Ones(busy + 1) + visits * level.total;
    level.leaving = MatrixXd::Zero(busy + 1, busy + 1);
    level.leaving.leftCols(busy) -= load * (1 - phases.share) * visits;
    level.leaving.rightCols(busy) -= load * phases.share * visits;
    for (Index k = 0; k <= busy; ++k) level.leaving(k, k) += load + completions(phases, k, busy - k);
  }
  return level;
}

/// What there is of one mode at the ends of the queue. Rows are in the coordinates of the spectrum: `begun`
/// over the phases of all servers, where a hold has just begun, `ended` over those of all but one.
class Ends {
 public:
  Ends(Index servers, double load, const TwoPhases& phases, double timeout)
      : servers_(servers), load_(load), phases_(phases), timeout_(timeout) {}

  double at_zero(const PhaseMode& mode) const { return mode.rate > 0 ? 1 : std::exp(mode.rate * timeout_); }
  double at_timeout(const PhaseMode& mode) const {
    return mode.rate > 0 ? std::exp(-mode.rate * timeout_) : 1;
  }

  /// The scale over the phases of all but one server, from that over those of all.
  RowVectorXd ended_scale(const RowVectorXd& scale) const {
    RowVectorXd result = scale.head(servers_);
    for (Index k = 0; k < servers_; ++k)
      result(k) *= std::sqrt(static_cast<double>(servers_ - k) / static_cast<double>(servers_));
    return result;
  }

  /// Where the first of the busy servers ends its hold.
  RowVectorXd ended(const RowVectorXd& begun) const {
    const double root = std::sqrt(static_cast<double>(servers_));
    const double fast = phases_.fast * std::sqrt(phase_odds(phases_));
    RowVectorXd result(servers_);
    for (Index k = 0; k < servers_; ++k) {
      result(k) = root * (begun(k + 1) * fast * std::sqrt(static_cast<double>(k + 1)) +
                          begun(k) * phases_.slow * std::sqrt(static_cast<double>(servers_ - k)));
    }
    return result;
  }
  RowVectorXd ended(const PhaseMode& mode) const { return ended(mode.vector) * (mode.ratio / load_); }

  /// The mean time until that end.
  RowVectorXd lasting(const PhaseMode& mode) const {
    RowVectorXd result = mode.vector;
    for (Index k = 0; k <= servers_; ++k) result(k) /= completions(phases_, k, servers_ - k);
    return result;
  }

 private:
  Index servers_;
  double load_;
  const TwoPhases& phases_;
  double timeout_;
};

/// Every column but the one with the largest scale: the columns, each times its scale, add up to zero.
MatrixXd independent(const MatrixXd& equations, const RowVectorXd& scale) {
  Index largest = 0;
  scale.maxCoeff(&largest);
  MatrixXd rest(equations.rows(), equations.cols() - 1);
  rest << equations.leftCols(largest), equations.rightCols(equations.cols() - 1 - largest);
  return rest;
}

}  // namespace

WaitTail hyperexponential_wait(Count servers, Load offered, const TwoPhases& phases, double timeout) {
  const auto capacity = static_cast<double>(servers);
  const bool endless = std::isinf(timeout);
  assert(1 <= servers && offered.erlangs > 0 && timeout > 0 && (!endless || offered.erlangs < capacity));
  const auto c = static_cast<Index>(servers);
  double load = offered.erlangs;
  if (std::abs(load / capacity - 1) < least_overload) load = capacity * (1 - least_overload);
  const PhaseSpectrum spectrum = phase_spectrum(c, load, phases, !endless);
  const auto modes = static_cast<Index>(spectrum.modes.size());
  const Ends ends(c, load, phases, timeout);
  const Below free = below(c, load, phases);
  const RowVectorXd ended_scale = ends.ended_scale(spectrum.scale);

  // From one free server to all busy again: λΛ^{-1} and an arrival.
  const MatrixXd stay = free.leaving.partialPivLu().inverse();
  MatrixXd again = MatrixXd::Zero(c, c + 1);
  again.leftCols(c) += load * (1 - phases.share) * stay;
  again.rightCols(c) += load * phases.share * stay;
  const MatrixXd scaled_again = ended_scale.asDiagonal() * again * spectrum.scale.cwiseInverse().asDiagonal();
  const VectorXd scaled_total = ended_scale.asDiagonal() * (stay * free.total);

  MatrixXd at_zero(modes, c + 1);
  MatrixXd at_timeout(modes, endless ? 1 : c);
  VectorXd total(modes);
  std::vector<double> sums;
  std::vector<double> overshoot;
  for (Index i = 0; i < modes; ++i) {
    const PhaseMode& mode = spectrum.modes[static_cast<std::size_t>(i)];
    const RowVectorXd ended = ends.ended(mode);
    at_zero.row(i) = ends.at_zero(mode) * (mode.vector - ended * scaled_again);
    const RowVectorXd lasting = ends.lasting(mode);
    if (!endless) at_timeout.row(i) = ends.at_timeout(mode) * (ended - ends.ended(lasting));
    sums.push_back(mode.vector.dot(spectrum.scale));
    overshoot.push_back(ends.at_timeout(mode) * lasting.dot(spectrum.scale));
    const WaitTail one{.terms = {{.density = sums.back(), .rate = mode.rate}}, .timeout = timeout};
    total(i) = ends.at_zero(mode) * ended.dot(scaled_total.transpose()) + one(0) + overshoot.back();
  }
  MatrixXd equations(modes, modes);
  if (endless) {
    equations << independent(at_zero, spectrum.scale), total;
  } else {
    equations << independent(at_zero, spectrum.scale), independent(at_timeout, ended_scale), total;
  }
  VectorXd one = VectorXd::Zero(modes);
  one(modes - 1) = 1;
  const VectorXd weights = equations.transpose().partialPivLu().solve(one);
  WaitTail tail{.terms = {}, .timeout = timeout};
  for (Index i = 0; i < modes; ++i) {
    const auto at = static_cast<std::size_t>(i);
    tail.terms.push_back({.density = weights(i) * sums[at], .rate = spectrum.modes[at].rate});
    tail.timed_out += weights(i) * overshoot[at];
  }
  return tail;
}

}  // namespace poolsize
