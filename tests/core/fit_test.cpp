#include <poolsize/fit.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <variant>
#include <vector>

using namespace poolsize;
using namespace poolsize::literals;

namespace {

/// Evenly spread over the probabilities of a lognormal distribution with p50 20 ms and σ = 1.
std::vector<Duration> lognormal_samples(std::size_t count) {
  const Distribution hold = Lognormal{.median = 20_ms, .sigma = 1};
  std::vector<Duration> samples;
  for (std::size_t i = 0; i < count; ++i)
    samples.push_back(quantile(hold, (static_cast<double>(i) + 0.5) / static_cast<double>(count)));
  return samples;
}

PercentileFit fitted(std::vector<Percentile> percentiles) {
  return std::get<PercentileFit>(fit_percentiles(percentiles));
}

}  // namespace

TEST_CASE("samples are taken as they are") {
  const std::vector<Duration> samples{30_ms, 10_ms, 10_ms, 50_ms};
  const Distribution hold = fit_samples(samples);
  CHECK(mean(hold).seconds == doctest::Approx(0.025));
  // The squared distances from 25 ms are 25, 225, 225 and 625 ms²: their mean is 275.
  CHECK(scv(hold) == doctest::Approx(275.0 / 625));
  CHECK(survival(hold, 10_ms) == doctest::Approx(0.5));
  CHECK(survival(hold, 9.99_ms) == 1);
  CHECK(quantile(hold, 0.75) == 30_ms);
}

TEST_CASE("many samples are gathered, and mean, scv and percentiles stay") {
  std::vector<Duration> samples = lognormal_samples(200'000);
  samples.push_back(0_s);
  double sum = 0;
  for (const Duration each : samples) sum += each.seconds;
  const double m = sum / static_cast<double>(samples.size());
  double squares = 0;
  for (const Duration each : samples) squares += (each.seconds - m) * (each.seconds - m);
  const Empirical gathered = fit_samples(samples);
  CHECK(gathered.knots.size() < 10'000);
  CHECK(mean(gathered).seconds == doctest::Approx(m).epsilon(1e-12));
  CHECK(scv(gathered) ==
        doctest::Approx(squares / static_cast<double>(samples.size()) / m / m).epsilon(1e-5));
  for (const double p : {0.01, 0.5, 0.9, 0.99, 0.999}) {
    CAPTURE(p);
    const double exact = quantile(Lognormal{.median = 20_ms, .sigma = 1}, p).seconds;
    CHECK(quantile(gathered, p).seconds == doctest::Approx(exact).epsilon(0.004));
  }
}

TEST_CASE("mean and cv: equal holds at 0, exponential ones at 1, lognormal ones else") {
  CHECK(std::holds_alternative<Deterministic>(fit_moments(1_s, 0)));
  CHECK(std::holds_alternative<Exponential>(fit_moments(1_s, 1)));
  const Distribution hold = fit_moments(40_ms, 2);
  CHECK(std::holds_alternative<Lognormal>(hold));
  CHECK(mean(hold).seconds == doctest::Approx(0.04));
  CHECK(scv(hold) == doctest::Approx(4));
}

TEST_CASE("percentiles find the family that they are from") {
  for (const Distribution& hold :
       {Distribution{Exponential{30_ms}}, Distribution{lognormal_from(30_ms, 1.7)},
        Distribution{gamma_from(30_ms, 0.4)}, Distribution{pareto_from(30_ms, 0.8)}}) {
    CAPTURE(family_name(hold));
    const PercentileFit fit =
        fitted({{0.99, quantile(hold, 0.99)}, {0.5, quantile(hold, 0.5)}, {0.95, quantile(hold, 0.95)}});
    CHECK(family_name(fit.hold) == family_name(hold));
    CHECK(mean(fit.hold).seconds == doctest::Approx(mean(hold).seconds).epsilon(1e-3));
    for (const auto& match : fit.matches) CHECK(std::abs(match.relative_error) < 1e-3);
  }
}

TEST_CASE("equal percentiles are legal, and all are met") {
  const PercentileFit fit = fitted({{0.5, 50_ms}, {0.95, 50_ms}, {0.99, 400_ms}});
  for (const auto& match : fit.matches) CHECK(std::abs(match.relative_error) < 1e-6);
  CHECK(std::holds_alternative<Deterministic>(fitted({{0.5, 50_ms}, {0.95, 50_ms}}).hold));
}

TEST_CASE("percentiles that say nothing are refused") {
  const auto problem = [](std::vector<Percentile> percentiles) {
    return std::get<PercentileProblem>(fit_percentiles(percentiles));
  };
  CHECK(problem({{0.5, 1_s}}) == PercentileProblem::too_few);
  CHECK(problem({{0.5, 1_s}, {0.5, 2_s}}) == PercentileProblem::repeated);
  CHECK(problem({{0.5, 2_s}, {0.9, 1_s}}) == PercentileProblem::falling);
  CHECK(problem({{0, 1_s}, {0.9, 2_s}}) == PercentileProblem::out_of_range);
  CHECK(problem({{0.5, 0_s}, {0.9, 2_s}}) == PercentileProblem::out_of_range);
}

TEST_CASE("a histogram is taken as it is, its open bin at its low end") {
  const std::vector<HistogramBin> bins{{0_s, 10_ms, 3}, {10_ms, 30_ms, 1}, {30_ms, Duration{INFINITY}, 1}};
  const Distribution hold = fit_histogram(bins);
  CHECK(mean(hold).seconds == doctest::Approx((3 * 0.005 + 0.02 + 0.03) / 5));
  CHECK(survival(hold, 20_ms) == doctest::Approx(0.3));
  CHECK(quantile(hold, 0.3).seconds == doctest::Approx(0.005));
}
