#include "wait_tail.hpp"

#include <cmath>

namespace poolsize {
namespace {

/// The integral of e^(−rate·x) over a stretch from the end where it is 1.
double mass(double rate, double stretch) { return -std::expm1(-rate * stretch) / rate; }

/// ∫ x·e^(−rate·x) dx over such a stretch.
double moment(double rate, double stretch) {
  const double x = rate * stretch;
  if (std::isinf(x)) return 1 / (rate * rate);
  constexpr double small = 1e-3;  // below it the digits of the difference go; two terms of the series do
  if (x < small) return stretch * stretch * (0.5 - x / 3 + x * x / 8);
  return (-std::expm1(-x) - x * std::exp(-x)) / (rate * rate);
}

}  // namespace

double WaitTail::operator()(double t) const {
  double late = timed_out;
  for (const auto& [density, rate] : terms) {
    late += density * (rate > 0 ? std::exp(-rate * t) * mass(rate, timeout - t) : mass(-rate, timeout - t));
  }
  return late;
}

double WaitTail::mean() const {
  double sum = 0;
  for (const auto& [density, rate] : terms) {
    sum += density *
           (rate > 0 ? moment(rate, timeout) : timeout * mass(-rate, timeout) - moment(-rate, timeout));
  }
  return sum;
}

}  // namespace poolsize
