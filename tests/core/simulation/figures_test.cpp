#include "core/simulation/figures.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <vector>

using namespace poolsize;

TEST_CASE("Student's quantile") {
  for (Count degrees = 1; degrees <= 10'000; degrees += 1 + degrees / 10) {
    const boost::math::students_t exact(static_cast<double>(degrees));
    CAPTURE(degrees);
    CHECK(student_t(degrees) == doctest::Approx(boost::math::quantile(exact, 0.975)).epsilon(2e-6));
  }
}

TEST_CASE("what nobody did has no figure") {
  const Figures nothing = figures_of({});
  for (const double each : nothing) CHECK(std::isnan(each));
  Tally only_failures;
  only_failures.counts = {.asked = 2, .timed_out = 2, .observed = 4};
  only_failures.fail(1);
  only_failures.fail(1);
  const Figures figures = figures_of(only_failures);
  CHECK(figure(figures, Figure::timeout_probability) == 1);
  CHECK(figure(figures, Figure::over_goal) == 1);
  CHECK(figure(figures, Figure::all_mean) == 1);
  CHECK(figure(figures, Figure::all_p50) == doctest::Approx(1).epsilon(1e-3));
  CHECK(figure(figures, Figure::mean_waiting) == 0.5);
  CHECK(figure(figures, Figure::throughput) == 0);
  CHECK(std::isnan(figure(figures, Figure::served_mean)));
}

TEST_CASE("an interval by hand") {
  // Deviations -1, 0, 1 about 2: variance 1, standard error 1/sqrt(3), t = 4.3027 at two degrees.
  std::vector<Figures> each(3);
  for (std::size_t i = 0; i < 3; ++i) each[i].fill(static_cast<double>(i) + 1);
  Figures pooled;
  pooled.fill(2);
  const auto wait = estimate(each, pooled, Figure::served_mean);
  CHECK(wait.value == 2);
  CHECK(wait.high == doctest::Approx(2 + 4.302653 / std::sqrt(3)));
  CHECK(wait.low == 0);  // not below
  CHECK(std::isinf(estimate({each.data(), 1}, pooled, Figure::served_mean).high));
}
