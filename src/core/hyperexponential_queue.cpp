#include "hyperexponential_queue.hpp"

#include "phase_spectrum.hpp"

#include <Eigen/Cholesky>
#include <Eigen/LU>

#include <cassert>
#include <cmath>
#include <vector>

namespace poolsize {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::RowVectorXd;
using Eigen::VectorXd;

double completions(const Phases& phases, const Occupations& occupations, Index state, Index busy) {
  double sum = 0;
  for (Index i = 0; i < occupations.phases(); ++i)
    sum += static_cast<double>(occupations.in(state, i, busy)) * phases[static_cast<std::size_t>(i)].rate;
  return sum;
}

/// The levels of n busy servers below all of them, probabilities divided by √(multinomial(state)·odds) of
/// the phases: in these coordinates steps up and down mirror each other, so that the matrices are symmetric.
class Levels {
 public:
  Levels(double load, const Phases& phases, const Occupations& occupations)
      : load_(load), phases_(phases), occupations_(occupations) {}

  /// The scale over the occupations of one of `busy` servers less.
  RowVectorXd scale_below(const RowVectorXd& scale, Index busy) const {
    RowVectorXd result = scale.head(occupations_.size(busy - 1));
    for (Index state = 0; state < result.size(); ++state)
      result(state) *=
          std::sqrt(static_cast<double>(occupations_.in(state, 0, busy)) / static_cast<double>(busy));
    return result;
  }

  /// An arrival at n busy servers.
  MatrixXd up(Index busy) const {
    MatrixXd rates = MatrixXd::Zero(occupations_.size(busy), occupations_.size(busy + 1));
    const auto more = static_cast<double>(busy + 1);
    for (Index state = 0; state < rates.rows(); ++state) {
      for (Index i = 0; i < occupations_.phases(); ++i) {
        const auto alike = static_cast<double>(occupations_.in(state, i, busy) + 1);
        rates(state, occupations_.more(state, i)) = load_ * phases_[static_cast<std::size_t>(i)].share *
                                                    std::sqrt(alike / more / phase_odds(phases_, i));
      }
    }
    return rates;
  }

  /// A completion at n busy servers is this times the transposed arrival at n − 1.
  double mirrored(Index busy) const {
    return static_cast<double>(busy) * phases_.front().rate / (load_ * phases_.front().share);
  }

  double leaving(Index state, Index busy) const {
    return load_ + completions(phases_, occupations_, state, busy);
  }

 private:
  double load_;
  const Phases& phases_;
  const Occupations& occupations_;
};

/// The states with fewer busy servers than there are, seen from those with one free.
struct Below {
  Eigen::LLT<MatrixXd> leaving;  ///< probabilities · this = what comes in from above
  VectorXd total;                ///< probabilities · total = the probability of all of them
};

/// `scale`: of the coordinates with all servers busy; that of a level below follows from it.
Below below(Index servers, const Levels& levels, const RowVectorXd& scale) {
  std::vector<RowVectorXd> scales{scale};
  for (Index busy = servers; busy > 0; --busy) scales.push_back(levels.scale_below(scales.back(), busy));
  const auto scale_of = [&](Index busy) -> const RowVectorXd& {
    return scales[static_cast<std::size_t>(servers - busy)];
  };
  Below level{.leaving = Eigen::LLT<MatrixXd>(MatrixXd::Constant(1, 1, levels.leaving(0, 0))),
              .total = scale_of(0).transpose()};
  for (Index busy = 1; busy < servers; ++busy) {
    const MatrixXd up = levels.up(busy - 1);
    const double mirrored = levels.mirrored(busy);
    level.total = scale_of(busy).transpose() + mirrored * (up.transpose() * level.leaving.solve(level.total));
    const MatrixXd half = level.leaving.matrixL().solve(up);
    MatrixXd leaving = MatrixXd::Zero(up.cols(), up.cols());
    leaving.selfadjointView<Eigen::Lower>().rankUpdate(half.transpose(), -mirrored);
    for (Index state = 0; state < leaving.rows(); ++state)
      leaving(state, state) += levels.leaving(state, busy);
    level.leaving.compute(leaving);
  }
  return level;
}

/// What there is of one mode at the ends of the queue. Rows are in the coordinates of the spectrum: `begun`
/// over the occupations of all servers, where a hold has just begun, `ended` over those of all but one.
class Ends {
 public:
  Ends(Index servers, double load, const Phases& phases, const Occupations& occupations, double timeout)
      : servers_(servers), load_(load), phases_(phases), occupations_(occupations), timeout_(timeout) {}

  double at_zero(const PhaseMode& mode) const { return mode.rate > 0 ? 1 : std::exp(mode.rate * timeout_); }
  double at_timeout(const PhaseMode& mode) const {
    return mode.rate > 0 ? std::exp(-mode.rate * timeout_) : 1;
  }

  /// Where the first of the busy servers ends its hold.
  RowVectorXd ended(const RowVectorXd& begun) const {
    RowVectorXd result = RowVectorXd::Zero(occupations_.size(servers_ - 1));
    for (Index state = 0; state < result.size(); ++state) {
      for (Index i = 0; i < occupations_.phases(); ++i) {
        const auto alike = static_cast<double>(occupations_.in(state, i, servers_ - 1) + 1);
        result(state) += begun(occupations_.more(state, i)) * phases_[static_cast<std::size_t>(i)].rate *
                         std::sqrt(alike * static_cast<double>(servers_) * phase_odds(phases_, i));
      }
    }
    return result;
  }
  RowVectorXd ended(const PhaseMode& mode) const { return ended(mode.vector) * (mode.ratio / load_); }

  /// The mean time until that end.
  RowVectorXd lasting(const PhaseMode& mode) const {
    RowVectorXd result = mode.vector;
    for (Index state = 0; state < result.size(); ++state)
      result(state) /= completions(phases_, occupations_, state, servers_);
    return result;
  }

 private:
  Index servers_;
  double load_;
  const Phases& phases_;
  const Occupations& occupations_;
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

WaitTail hyperexponential_wait(Count servers, Load offered, const Phases& phases, double timeout) {
  const auto capacity = static_cast<double>(servers);
  const bool endless = std::isinf(timeout);
  assert(1 <= servers && offered.erlangs > 0 && timeout > 0 && (!endless || offered.erlangs < capacity));
  const auto c = static_cast<Index>(servers);
  double load = offered.erlangs;
  if (std::abs(load / capacity - 1) < least_overload) load = capacity * (1 - least_overload);
  const Occupations occupations(c, static_cast<Index>(phases.size()));
  const PhaseSpectrum spectrum = phase_spectrum(c, load, phases, occupations, !endless);
  const auto modes = static_cast<Index>(spectrum.modes.size());
  const Ends ends(c, load, phases, occupations, timeout);
  const Levels levels(load, phases, occupations);
  const Below free = below(c, levels, spectrum.scale);
  const RowVectorXd ended_scale = levels.scale_below(spectrum.scale, c);
  // From one free server to all busy again, and the probability of all states until then.
  const MatrixXd again = free.leaving.solve(levels.up(c - 1));
  const RowVectorXd until = free.leaving.solve(free.total).transpose();

  MatrixXd at_zero(modes, spectrum.scale.size());
  MatrixXd at_timeout(modes, endless ? 1 : ended_scale.size());
  VectorXd total(modes);
  std::vector<double> sums;
  std::vector<double> overshoot;
  for (Index i = 0; i < modes; ++i) {
    const PhaseMode& mode = spectrum.modes[static_cast<std::size_t>(i)];
    const RowVectorXd ended = ends.ended(mode);
    at_zero.row(i) = ends.at_zero(mode) * (mode.vector - ended * again);
    const RowVectorXd lasting = ends.lasting(mode);
    if (!endless) at_timeout.row(i) = ends.at_timeout(mode) * (ended - ends.ended(lasting));
    sums.push_back(mode.vector.dot(spectrum.scale));
    overshoot.push_back(ends.at_timeout(mode) * lasting.dot(spectrum.scale));
    const WaitTail one{.terms = {{.density = sums.back(), .rate = mode.rate}}, .timeout = timeout};
    total(i) = ends.at_zero(mode) * ended.dot(until) + one(0) + overshoot.back();
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
