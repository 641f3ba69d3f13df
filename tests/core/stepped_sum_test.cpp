#include "core/stepped_sum.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace poolsize;

namespace {

/// Normal, with standard deviation 20, or as close as the logistic comes to it, and so with poles.
double bell(double x) { return std::exp(-x * x / 800); }
double peak(double x) { return 1 / std::cosh(x / 16); }

double stepped(double (*f)(double), const SteppedSum& sum, double end) {
  std::vector<double> values;
  for (std::size_t i = 0; i < sum.wide_steps(); ++i)
    values.push_back(f(end - sum.before_end() + static_cast<double>(i) * sum.step()));
  for (std::size_t i = 0; i <= sum.narrow_steps(); ++i)
    values.push_back(f(end - sum.past_end() + static_cast<double>(i) * sum.narrow_step()));
  return sum(values.data());
}

double summed(double (*f)(double), double end) {
  double sum = 0;
  for (int i = 0; i < 1000; ++i) sum += f(end - i);
  return sum;
}

}  // namespace

TEST_CASE("a sum over places from every eighth alone") {
  const SteppedSum sum(800, 8);
  CHECK(stepped(bell, sum, 200) == doctest::Approx(summed(bell, 200)).epsilon(1e-12));
  CHECK(stepped(peak, sum, 400) == doctest::Approx(summed(peak, 400)).epsilon(2e-8));
}

TEST_CASE("a sum over places that ends where the function is level") {
  const auto risen = [](double x) { return 1 / (1 + std::exp(-x / 8)); };
  CHECK(stepped(risen, SteppedSum(400, 6), 200) == doctest::Approx(summed(risen, 200)).epsilon(1e-9));
}

TEST_CASE("a sum over places that ends where the function does not") {
  for (const double end : {-40.0, -10.0, 0.0, 7.0, 33.0}) {
    CAPTURE(end);
    for (const double step : {1.0, 1.7, 2.5, 6.0, 9.0}) {
      CAPTURE(step);
      for (const double step_at_end : {0.8, 1.3, 2.4}) {
        CAPTURE(step_at_end);
        const SteppedSum sum(400, step, step_at_end);
        CHECK(stepped(bell, sum, end) == doctest::Approx(summed(bell, end)).epsilon(1e-9));
        CHECK(stepped(peak, sum, end) == doctest::Approx(summed(peak, end)).epsilon(1e-7));
      }
    }
  }
}

TEST_CASE("a sum over places knows where its values are") {
  const SteppedSum level(95, 10);
  CHECK(level.wide_steps() == 10);
  CHECK(level.narrow_steps() == 0);
  CHECK(level.last() == 10);
  CHECK(level.before_end() == 100);
  CHECK(level.past_end() == 0);
  const SteppedSum cut(95, 10, 4);  // three steps in one, two of which reach six of these before the end
  CHECK(cut.wide_steps() == 8);
  CHECK(cut.narrow_steps() == 12);
  CHECK(cut.narrow_step() == doctest::Approx(10.0 / 3));
  CHECK(cut.last() == 14);
  CHECK(cut.before_end() == doctest::Approx(100));
  CHECK(cut.past_end() == doctest::Approx(20));
  const SteppedSum fine(95, 10, 1);  // not more than six in one
  CHECK(fine.step() == 6);
  CHECK(fine.narrow_step() == 1);
}
