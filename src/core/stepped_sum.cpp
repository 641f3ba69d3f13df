#include "stepped_sum.hpp"

namespace poolsize {
namespace {

/// Weights of f(i) − f(−i), i = 1, 2, …, whose sum is B₂/2! f′ + B₄/4! f‴ + B₆/6! f⁽⁵⁾ + … at 0, B the
/// Bernoulli numbers, for every polynomial of degree up to 12, and those of the first three terms alone: the
/// formula of Euler and Maclaurin (NIST Digital Library of Mathematical Functions, 2.10.1).
/// tests/reference/stepped_sum.py prints them.
using Weights = std::array<double, SteppedSum::beyond>;
constexpr Weights whole{0.07523240913673701,  -0.025394303871718926, 0.007672233851187637,
                        -0.00173936603994061, 0.0002539297439987751, -1.76701400711404e-05};
constexpr Weights first{0.07142857142857142,   -0.022321428571428572,  0.006613756613756613,
                        -0.001488095238095238, 0.00021645021645021645, -1.5031265031265032e-05};
constexpr Weights third{0.003509920634920635,    -0.002770957341269841, 0.0009128821281599059,
                        -0.00021263227513227512, 3.141534391534391e-05, -2.1999926513815403e-06};
constexpr Weights fifth{0.0002726862349878223,   -0.00027764819276476023, 0.00013170648918003414,
                        -3.4173262926569805e-05, 5.292754962067131e-06,   -3.8000668374345623e-07};

}  // namespace

SteppedSum::SteppedSum(double step, std::size_t last, bool ends) : step_(step), last_(last), ends_(ends) {
  // Both sums, that over places and that over steps times `step`, are the integral and end terms: with one
  // place for the unit of the derivatives, or one step.
  const double per_square = 1 / (step * step);
  for (std::size_t i = 0; i < beyond; ++i) {
    weights_[i] = (first[i] + per_square * (third[i] + per_square * fifth[i])) / step - whole[i] * step;
  }
}

double SteppedSum::operator()(const double* values) const {
  // Four sums at a time need not wait for each other.
  std::array<double, 4> sums{};
  std::size_t i = 0;
  for (; i + 4 <= last_ + 1; i += 4) {
    for (std::size_t j = 0; j < 4; ++j) sums[j] += values[i + j];
  }
  for (; i <= last_; ++i) sums[0] += values[i];
  double sum = step_ * ((sums[0] + sums[1]) + (sums[2] + sums[3]));
  if (!ends_) return sum;
  sum += (1 - step_) / 2 * values[last_];
  for (std::size_t j = 0; j < beyond; ++j)
    sum += weights_[j] * (values[last_ + j + 1] - values[last_ - j - 1]);
  return sum;
}

}  // namespace poolsize
