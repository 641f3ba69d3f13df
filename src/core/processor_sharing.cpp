#include "processor_sharing.hpp"

#include <poolsize/erlang.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <cstddef>
#include <numbers>

namespace poolsize {
namespace {

using Complex = std::complex<double>;

/// Who takes less longer than alone than this share of it has met nobody; the inversion is blind for it.
constexpr double hardly_longer = 0.003;

/// E[exp(−s·delay)] with the work as unit: the delay is what it takes longer than alone. Requires: load < 1.
Complex delay_transform(Complex s, double load) {
  const Complex sum = s + load;
  const Complex below = s * s + load * (s + sum * (1 - load)) * std::exp(-sum);
  return (1 - load) * sum * sum * std::exp(-load) / below;
}

/// The f(t) whose transform is `transform`: Fourier series, Euler summation (J. Abate, W. Whitt, Numerical
/// inversion of Laplace transforms of probability distributions, ORSA Journal on Computing 7, 1995, with
/// their A = 18.4, 11 terms averaged).
template <class Transform>
double inverted(Transform transform, double t) {
  constexpr double damping = 18.4;
  constexpr int plain_terms = 30;
  constexpr std::array binomials{1.0, 11.0, 55.0, 165.0, 330.0, 462.0, 462.0, 330.0, 165.0, 55.0, 11.0, 1.0};
  constexpr double all = 2048;
  const auto term = [&](int k) {
    return transform(Complex(damping / (2 * t), k * std::numbers::pi / t)).real();
  };
  double sum = term(0) / 2;
  for (int k = 1; k < plain_terms; ++k) sum += k % 2 == 0 ? term(k) : -term(k);
  double averaged = 0;
  for (std::size_t j = 0; j < binomials.size(); ++j) {
    const int k = plain_terms + static_cast<int>(j);
    sum += k % 2 == 0 ? term(k) : -term(k);
    averaged += binomials[j] * sum;
  }
  return std::exp(damping / 2) / t * averaged / all;
}

}  // namespace

double shared_longer_than(Duration t, Rate rate, Duration work) {
  const double load = (rate * work).erlangs;
  if (t < work || load >= 1) return 1;
  const double delay = t / work - 1;
  if (load == 0) return 0;
  // Alone from beginning to end: nobody was there, and nobody comes.
  if (delay <= hardly_longer) return 1 - (1 - load) * std::exp(-load);
  const double longer = inverted([load](Complex s) { return (1.0 - delay_transform(s, load)) / s; }, delay);
  return std::clamp(longer, 0.0, 1.0);
}

double shared_longer_than(Duration t, Rate rate, Duration work, Count processors) {
  const auto count = static_cast<double>(processors);
  const Load load = rate * work;
  if (t < work || load.erlangs >= count) return 1;
  if (load.erlangs == 0) return 0;
  const double all_busy = erlang_c(processors, load).value_or(1);
  const Duration part = work / count;
  return all_busy / (load.erlangs / count) * shared_longer_than(part + (t - work), rate, part);
}

}  // namespace poolsize
