#include "fitted_phases.hpp"

#include "hyperexponential_queue.hpp"

#include <Eigen/LU>
#include <Eigen/QR>

#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

namespace poolsize {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// P(X_e > t) of the excess X_e.
struct Excess {
  VectorXd at;  ///< in mean holds, evenly spaced on a logarithmic scale
  VectorXd above;
  double mean = 1;
};

Excess excess_of(const Distribution& hold) {
  constexpr double first = 0.003;
  constexpr double step = 1.16;
  constexpr double rarest = 1e-4;
  constexpr Index most = 200;  // a tail of Pareto's kind goes on for long
  const Duration unit = mean(hold);
  Excess excess{.at = VectorXd(most), .above = VectorXd(most), .mean = (1 + scv(hold)) / 2};
  Index points = 0;
  for (double t = first; points < most; t *= step) {
    const double above = excess_survival(hold, unit * t);
    if (above < rarest) break;
    excess.at(points) = t;
    excess.above(points) = above;
    ++points;
  }
  excess.at.conservativeResize(points);
  excess.above.conservativeResize(points);
  return excess;
}

/// Classes of the excess, which are those of the holds, each with a weight that is its share over its rate.
struct Candidate {
  VectorXd rates;
  VectorXd weights;
  double distance = std::numeric_limits<double>::infinity();  ///< infinite for what is none
};

class Candidates {
 public:
  Candidates(const Excess& wanted, Index count)
      : wanted_(wanted), count_(count), weight_(wanted.above.cwiseSqrt().cwiseInverse()) {}

  /// Rates in a geometric progression.
  Candidate at(double slowest, double ratio) const {
    VectorXd rates(count_);
    for (Index i = 0; i < count_; ++i) rates(i) = slowest * std::pow(ratio, i);
    return with(rates);
  }

  /// The weights add up to 1 and give the excess its density at 0, which is 1, and its mean; whatever freedom
  /// is left brings it near, by Pearson's χ².
  Candidate with(const VectorXd& rates) const {
    Candidate candidate{.rates = rates, .weights = {}};
    MatrixXd moments(3, count_);
    moments.row(0).setOnes();
    moments.row(1) = rates;
    moments.row(2) = rates.cwiseInverse() / wanted_.mean;
    const Eigen::FullPivLU<MatrixXd> solver(moments);
    candidate.weights = solver.solve(VectorXd::Ones(3));
    MatrixXd seen(wanted_.at.size(), count_);
    for (Index i = 0; i < count_; ++i) seen.col(i) = weight_.array() * (-rates(i) * wanted_.at.array()).exp();
    VectorXd missed = weight_.cwiseProduct(wanted_.above) - seen * candidate.weights;
    if (solver.rank() < count_) {
      const MatrixXd free = solver.kernel();
      const VectorXd more = (seen * free).colPivHouseholderQr().solve(missed);
      candidate.weights += free * more;
      missed -= seen * free * more;
    }
    constexpr double least = 1e-4;  // a class that hardly counts gives nothing but rounding
    if (candidate.weights.minCoeff() > least)
      candidate.distance = missed.squaredNorm() / static_cast<double>(missed.size());
    return candidate;
  }

 private:
  const Excess& wanted_;
  Index count_;
  VectorXd weight_;
};

/// One rate at a time, up or down, by ever smaller steps.
Candidate polished(const Candidates& candidates, Candidate best) {
  double step = 0.2;
  constexpr int rounds = 5;
  for (int round = 0; round < rounds; ++round) {
    for (Index i = 0; i < best.rates.size(); ++i) {
      for (const double factor : {std::exp(step), std::exp(-step)}) {
        VectorXd rates = best.rates;
        rates(i) *= factor;
        Candidate candidate = candidates.with(rates);
        if (candidate.distance < best.distance) best = std::move(candidate);
      }
    }
    step /= 2;
  }
  return best;
}

/// On a grid, and ever finer ones around the best so far.
Candidate nearest(const Excess& wanted, Index count) {
  const Candidates candidates(wanted, count);
  struct Place {
    double log_slowest;
    double log_ratio;
  };
  Place middle{.log_slowest = -std::log(wanted.mean) - 2, .log_ratio = 1.9};
  double step = 0.5;
  Candidate best;
  for (const int reach : {4, 2, 2, 2, 2}) {
    Place place = middle;
    for (int i = -reach; i <= reach; ++i) {
      for (int j = -reach; j <= reach; ++j) {
        const Place there{middle.log_slowest + i * step, middle.log_ratio + 0.8 * j * step};
        constexpr double least_ratio = 0.3;
        if (there.log_ratio < least_ratio) continue;
        Candidate candidate = candidates.at(std::exp(there.log_slowest), std::exp(there.log_ratio));
        if (candidate.distance >= best.distance) continue;
        best = std::move(candidate);
        place = there;
      }
    }
    middle = place;
    step /= 2;
  }
  return polished(candidates, std::move(best));
}

}  // namespace

std::optional<Phases> fitted_phases(const Distribution& hold, Index servers) {
  assert(scv(hold) > 1);
  constexpr Index most_classes = 5;
  constexpr double far = 1e-3;
  const Excess wanted = excess_of(hold);
  Candidate best;
  for (Index count = 3; count <= most_classes && occupations(servers, count) <= most_occupations; ++count) {
    Candidate candidate = nearest(wanted, count);
    if (candidate.distance < best.distance) best = std::move(candidate);
  }
  if (best.distance > far) return std::nullopt;
  Phases phases;
  for (Index i = 0; i < best.rates.size(); ++i)
    phases.push_back({best.weights(i) * best.rates(i), best.rates(i)});
  return phases;
}

}  // namespace poolsize
