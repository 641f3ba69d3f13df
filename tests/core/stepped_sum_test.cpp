#include "core/stepped_sum.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace poolsize;

namespace {

/// Normal, with standard deviation 20, or as close as the logistic comes to it, and so with poles.
double bell(double x) { return std::exp(-x * x / 800); }
double peak(double x) { return 1 / std::cosh(x / 16); }

double stepped(double (*f)(double), double step, double end, bool ends) {
  const std::size_t last = 40 + static_cast<std::size_t>(400 / step);
  std::vector<double> values;
  for (std::size_t i = 0; i <= last + SteppedSum::beyond; ++i)
    values.push_back(f(end + (static_cast<double>(i) - static_cast<double>(last)) * step));
  return SteppedSum(step, last, ends)(values.data());
}

double summed(double (*f)(double), double end) {
  double sum = 0;
  for (int i = 0; i < 1000; ++i) sum += f(end - i);
  return sum;
}

}  // namespace

TEST_CASE("a sum over places from every eighth alone") {
  CHECK(stepped(bell, 8, 200, false) == doctest::Approx(summed(bell, 200)).epsilon(1e-12));
  CHECK(stepped(peak, 8, 400, false) == doctest::Approx(summed(peak, 400)).epsilon(1e-8));
}

TEST_CASE("a sum over places that ends where the function does not") {
  for (const double end : {-40.0, -10.0, 0.0, 7.0, 33.0}) {
    CAPTURE(end);
    for (const double step : {1.0, 1.7, 2.5}) {
      CAPTURE(step);
      CHECK(stepped(bell, step, end, true) == doctest::Approx(summed(bell, end)).epsilon(1e-9));
      CHECK(stepped(peak, step, end, true) == doctest::Approx(summed(peak, end)).epsilon(1e-7));
    }
  }
}
