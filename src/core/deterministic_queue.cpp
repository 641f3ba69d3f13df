#include "deterministic_queue.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <unsupported/Eigen/FFT>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <complex>
#include <numbers>

namespace poolsize {
namespace {

/// What is left out of a sum, in natural logarithms: e^−32 is 1e-14.
constexpr double negligible = 32;
/// From this many steps on the circle is quicker, and P(wait) so large that its rounding does not show.
constexpr double few_walks = 100;
/// Nearer to saturation than this over √c the sums take too long; there the wait is scaled
/// (steady_queue.cpp).
constexpr double nearest = 0.05;

double poisson(double count, double mean) {
  return std::exp(count * std::log(mean) - mean - std::lgamma(count + 1));
}

/// P(X ≥ count) for X Poisson.
double poisson_at_least(double count, double mean) {
  if (count <= 0) return 1;
  // Boost.Math throws on the way to a result that is too small for a double.
  constexpr double vanishing = 1e-300;
  if (count > mean && poisson(count, mean) < vanishing) return 0;
  return boost::math::gamma_p(count, mean);
}

/// The z > 1 with z^c = e^{load(z − 1)}.
double far_ratio(double servers, double load) {
  double low = servers / load;  // where the difference of the logarithms is largest
  double high = low;
  const auto rest = [&](double z) { return servers * std::log(z) - load * (z - 1); };
  while (rest(high) > 0) high *= 2;
  for (double middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2)
    (rest(middle) > 0 ? low : high) = middle;
  return low;
}

/// at[n] = Σ_k P(a sum of k steps is n) / k, for the lengths n from 1 on.
struct Ladder {
  std::vector<double> at;
  double sum = 0;  ///< over all n
};

/// How many steps may add up before a sum above 0 is negligible, by Chernoff's bound.
double walks(double servers, double load) {
  return std::ceil(negligible / (load - servers - servers * std::log(load / servers))) + 2;
}

/// Term by term: all are positive, so that probabilities however small have all their digits.
Ladder ladder_by_walks(double servers, double load, std::size_t lengths) {
  Ladder ladder{.at = std::vector<double>(lengths, 0.0)};
  const auto most = static_cast<Count>(walks(servers, load));
  for (Count walk = 1; walk <= most; ++walk) {
    const auto k = static_cast<double>(walk);
    ladder.sum += poisson_at_least(k * servers + 1, k * load) / k;
    double term = poisson(k * servers + 1, k * load) / k;
    for (std::size_t n = 1; n < lengths && term > 1e-300; ++n) {
      ladder.at[n] += term;
      term *= k * load / (k * servers + static_cast<double>(n) + 1);
    }
  }
  return ladder;
}

/// Near saturation there are too many: there they are the coefficients of −ln(1 − z^{−c}·e^{load(z − 1)}),
/// taken from its values on a circle between 1 and `far`, where it is analytic. The nearer to `far`, the more
/// digits the last coefficients have.
Ladder ladder_by_circle(double servers, double load, double far, std::size_t lengths) {
  constexpr double nearness = 0.9;
  const double radius = std::pow(far, nearness);
  const double enough = negligible / std::log(far / radius) + static_cast<double>(lengths);
  const std::size_t points = std::bit_ceil(static_cast<std::size_t>(enough));
  std::vector<std::complex<double>> values(points);
  for (std::size_t i = 0; i < points; ++i) {
    const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(points);
    const std::complex<double> logarithm(std::log(radius), angle);
    values[i] = -std::log(1.0 - std::exp(load * (std::exp(logarithm) - 1.0) - servers * logarithm));
  }
  std::vector<std::complex<double>> coefficients;
  Eigen::FFT<double>().fwd(coefficients, values);
  Ladder ladder{.at = std::vector<double>(lengths, 0.0)};
  for (std::size_t n = 1; n < points / 2; ++n) {
    const double coefficient =
        coefficients[n].real() / static_cast<double>(points) * std::pow(radius, -static_cast<double>(n));
    if (n < lengths) ladder.at[n] = coefficient;
    ladder.sum += coefficient;
  }
  return ladder;
}

}  // namespace

Load DeterministicQueue::busiest(Count servers) {
  const auto c = static_cast<double>(servers);
  return {c - nearest * std::sqrt(c)};
}

DeterministicQueue::DeterministicQueue(Count servers, Load load) : servers_(servers), load_(load.erlangs) {
  assert(servers >= 1 && load.erlangs > 0 && load.erlangs <= busiest(servers).erlangs);
  const auto c = static_cast<double>(servers);
  const double far = far_ratio(c, load_);
  decay_ = 1 / far;
  const auto lengths = static_cast<std::size_t>(std::ceil(negligible / std::log(far))) + 2;
  const Ladder ladder = walks(c, load_) < few_walks ? ladder_by_walks(c, load_, lengths)
                                                    : ladder_by_circle(c, load_, far, lengths);
  // The coefficients of exp(Σ ladder[n] zⁿ).
  std::vector<double> queue(lengths, 0.0);
  queue[0] = std::exp(-ladder.sum);
  for (std::size_t n = 1; n < lengths; ++n) {
    double sum = 0;
    for (std::size_t i = 1; i <= n; ++i) sum += static_cast<double>(i) * ladder.at[i] * queue[n - i];
    queue[n] = sum / static_cast<double>(n);
  }
  above_.resize(lengths);
  double beyond = queue.back() * decay_ / (1 - decay_);
  for (std::size_t n = lengths; n-- > 0;) {
    above_[n] = beyond;
    beyond += queue[n];
  }
}

double DeterministicQueue::above(Count length) const {
  const auto n = static_cast<std::size_t>(length);
  if (n < above_.size()) return above_[n];
  return above_.back() * std::pow(decay_, static_cast<double>(n - above_.size() + 1));
}

double DeterministicQueue::late(double t) const {
  // Beyond the queue lengths that are kept the tail is exponential: z^c = e^{load(z − 1)} makes both decays
  // one.
  const double far = std::ceil(static_cast<double>(above_.size()) / static_cast<double>(servers_)) + 1;
  const double farther = std::exp(-load_ * (1 / decay_ - 1) * std::max(t - far, 0.0));
  t = std::min(t, far);
  const double holds = std::floor(t) + 1;
  const double mean = load_ * (holds - t);
  const Count room = static_cast<Count>(holds) * servers_;
  const Count mode = std::min(room - 1, static_cast<Count>(mean));
  double late = poisson_at_least(static_cast<double>(room), mean);
  const double most = poisson(static_cast<double>(mode), mean);
  double term = most;
  for (Count j = mode; j >= 0 && term > 0; --j) {
    late += above(room - 1 - j) * term;
    term *= static_cast<double>(j) / mean;
  }
  term = most;
  for (Count j = mode + 1; j < room; ++j) {
    term *= mean / static_cast<double>(j);
    late += above(room - 1 - j) * term;
  }
  return late * farther;
}

double DeterministicQueue::mean() const {
  double sum = above_.back() * decay_ / (1 - decay_);
  for (const double each : above_) sum += each;
  return sum / load_;
}

}  // namespace poolsize
