#include "stepped_sum.hpp"

#include <algorithm>
#include <cmath>

namespace poolsize {
namespace {

constexpr std::size_t beyond = SteppedSum::beyond;

/// Weights of f(i) − f(−i), i = 1, 2, …, whose sum is B₂ₖ/(2k)! times the derivative of order 2k − 1 at 0, a
/// row for each k = 1, 2, …, for every polynomial of degree up to 12; B the Bernoulli numbers.
/// tests/reference/stepped_sum.py prints them.
constexpr std::array<std::array<double, beyond>, beyond> derivatives{{
    {0.07142857142857142, -0.022321428571428572, 0.006613756613756613, -0.001488095238095238,
     0.00021645021645021645, -1.5031265031265032e-05},
    {0.003509920634920635, -0.002770957341269841, 0.0009128821281599059, -0.00021263227513227512,
     3.141534391534391e-05, -2.1999926513815403e-06},
    {0.0002726862349878223, -0.00027764819276476023, 0.00013170648918003414, -3.4173262926569805e-05,
     5.292754962067131e-06, -3.8000668374345623e-07},
    {2.0068617724867726e-05, -2.2863963293650794e-05, 1.3003610008818342e-05, -4.14048721340388e-06,
     7.061563051146384e-07, -5.339230599647266e-08},
    {1.1273448773448773e-06, -1.3622083934583934e-06, 8.559470365025921e-07, -3.131513548180215e-07,
     6.26302709636043e-08, -5.219189246967025e-09},
    {3.4875654915337455e-08, -4.359456864417182e-08, 2.9063045762781212e-08, -1.1625218305112486e-08,
     2.6420950693437467e-09, -2.6420950693437466e-10},
}};

std::size_t steps(double distance, double step) {
  return static_cast<std::size_t>(std::ceil(std::max(0.0, distance) / step));
}

}  // namespace

SteppedSum::SteppedSum(double distance, double step) : step_(step), wide_(steps(distance, step)) {}

SteppedSum::SteppedSum(double distance, double step, double step_at_end) : SteppedSum(distance, step) {
  if (step == 1) return;
  finer_ = beyond;
  for (const std::size_t finer : {1U, 2U, 3U}) {
    if (step <= step_at_end * static_cast<double>(finer)) {
      finer_ = finer;
      break;
    }
  }
  const auto finer = static_cast<double>(finer_);
  narrow_ = std::min(step / finer, step_at_end);
  step_ = narrow_ * finer;
  const std::size_t of_narrow = beyond / finer_;
  wide_ = std::max(steps(distance, step_), of_narrow) - of_narrow;
  // Both sums, that over places and that over steps times `step`, are the integral and the end terms of Euler
  // and Maclaurin (NIST Digital Library of Mathematical Functions, 2.10.1), with one place for the unit of
  // the derivatives or one step.
  const double place = 1 / (narrow_ * narrow_);
  double per_place = narrow_;
  double per_step = narrow_;
  for (const auto& row : derivatives) {
    per_place *= place;
    per_step *= finer * finer;
    for (std::size_t i = 0; i < beyond; ++i) weights_[i] += (per_place - per_step) * row[i];
  }
}

double SteppedSum::operator()(const double* values) const {
  // Four sums at a time need not wait for each other.
  std::array<double, 4> sums{};
  std::size_t i = 0;
  for (; i + 4 <= wide_; i += 4) {
    for (std::size_t j = 0; j < 4; ++j) sums[j] += values[i + j];
  }
  for (; i < wide_; ++i) sums[0] += values[i];
  const double* end = values + last();
  if (finer_ != 0) {
    for (std::size_t j = finer_; j <= beyond; j += finer_) sums[1] += end[-static_cast<std::ptrdiff_t>(j)];
  }
  double sum = step_ * ((sums[0] + sums[1]) + (sums[2] + sums[3])) + (1 + step_) / 2 * *end;
  if (finer_ == 0) return sum;
  for (std::size_t j = 0; j < beyond; ++j) sum += weights_[j] * (end[j + 1] - *(end - j - 1));
  return sum;
}

}  // namespace poolsize
