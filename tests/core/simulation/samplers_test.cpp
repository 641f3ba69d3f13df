// What is drawn has the distribution that was asked for: against the distribution functions of Boost.Math.
#include "core/simulation/samplers.hpp"

#include "core/simulation/random.hpp"

#include <poolsize/distribution.hpp>

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/pareto.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

using namespace poolsize;
using namespace poolsize::literals;

namespace {

using Cdf = std::function<double(double)>;

constexpr std::size_t blocks = 512;

std::vector<double> drawn(const Distribution& distribution) {
  RandomStream stream(20261125, 0, Purpose::holds);
  const Sampler sampler(distribution);
  std::vector<double> values(blocks * sampling_block);
  for (std::size_t i = 0; i < blocks; ++i)
    sampler.fill(stream, std::span(values).subspan(i * sampling_block, sampling_block));
  return values;
}

/// sqrt(n) times the largest distance between the two distribution functions (Kolmogorov and Smirnov).
double distance(std::vector<double> values, const Cdf& cdf) {
  std::sort(values.begin(), values.end());
  const auto n = static_cast<double>(values.size());
  double most = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double expected = cdf(values[i]);
    most = std::max({most, static_cast<double>(i + 1) / n - expected, expected - static_cast<double>(i) / n});
  }
  return std::sqrt(n) * most;
}

/// What a right sampler stays below in all but one of a thousand trials; ours are the same every time.
constexpr double surely_wrong = 1.95;

struct Case {
  const char* name;
  Distribution distribution;
  Cdf cdf;
};

template <class Known>
Cdf cdf_of(Known known) {
  return [known](double x) { return x > 0 ? cdf(known, x) : 0; };
}

double share(double x, double low, double high) { return std::clamp((x - low) / (high - low), 0.0, 1.0); }

namespace bm = boost::math;

const Case continuous[] = {
    {"exponential", Exponential{100_ms}, cdf_of(bm::exponential_distribution<>(10))},
    {"lognormal", Lognormal{80_ms, 1.25}, cdf_of(bm::lognormal_distribution<>(std::log(0.08), 1.25))},
    {"a narrow lognormal", Lognormal{80_ms, 0.01},
     cdf_of(bm::lognormal_distribution<>(std::log(0.08), 0.01))},
    {"gamma", Gamma{2.5, 40_ms}, cdf_of(bm::gamma_distribution<>(2.5, 0.04))},
    {"gamma of shape 1", Gamma{1, 40_ms}, cdf_of(bm::exponential_distribution<>(25))},
    {"gamma below 1", Gamma{0.3, 250_ms}, cdf_of(bm::gamma_distribution<>(0.3, 0.25))},
    {"a nearly regular gamma", Gamma{400, 1_ms}, cdf_of(bm::gamma_distribution<>(400, 0.001))},
    {"pareto", Pareto{50_ms, 2.5}, [](double x) { return 1 - std::pow(0.05 / std::max(x, 0.05), 2.5); }},
    {"two classes", Mixture{{{0.98, Exponential{4_ms}}, {0.02, Exponential{400_ms}}}},
     [](double x) { return -0.98 * std::expm1(-x / 0.004) - 0.02 * std::expm1(-x / 0.4); }},
    {"three classes",
     Mixture{{{0.5, Exponential{4_ms}}, {0.3, Lognormal{50_ms, 0.5}}, {0.2, Gamma{4, 100_ms}}}},
     [](double x) {
       return 0.5 * -std::expm1(-x / 0.004) +
              0.3 * cdf(bm::lognormal_distribution<>(std::log(0.05), 0.5), x) +
              0.2 * cdf(bm::gamma_distribution<>(4, 0.1), x);
     }},
    {"uniform", Empirical{{{100_ms, 0}, {300_ms, 1}}}, [](double x) { return share(x, 0.1, 0.3); }},
    {"histogram", Empirical{{{0_ms, 0}, {10_ms, 0.7}, {20_ms, 0.7}, {30_ms, 0.9}, {1_s, 1}}},
     [](double x) { return 0.7 * share(x, 0, 0.01) + 0.2 * share(x, 0.02, 0.03) + 0.1 * share(x, 0.03, 1); }},
    {"gaps of scv 4", gaps_of(10_per_s, 4),
     [](double x) {
       const double fast = (1 + std::sqrt(0.6)) / 2;  // balanced means: H. C. Tijms, (B.15)
       return -fast * std::expm1(-20 * fast * x) - (1 - fast) * std::expm1(-20 * (1 - fast) * x);
     }},
    {"gaps of scv 1/4", gaps_of(10_per_s, 0.25), cdf_of(bm::gamma_distribution<>(4, 0.025))},
};

struct Moments {
  double mean = 0;
  double scv = 0;
};

Moments moments(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  double sum = 0;
  for (const double x : values) sum += x;
  const double mean = sum / n;
  double squares = 0;
  for (const double x : values) squares += (x - mean) * (x - mean);
  return {mean, squares / n / (mean * mean)};
}

}  // namespace

TEST_CASE("draws follow their distribution functions") {
  for (const Case& row : continuous) {
    SUBCASE(row.name) {
      const std::vector<double> values = drawn(row.distribution);
      CHECK(distance(values, row.cdf) < surely_wrong);
      CHECK(std::all_of(values.begin(), values.end(), [](double x) { return std::isfinite(x) && x >= 0; }));
    }
  }
}

TEST_CASE("draws have the mean and the variability of their distribution") {
  for (const Case& row : continuous) {
    SUBCASE(row.name) {
      const Moments found = moments(drawn(row.distribution));
      const double spread = scv(row.distribution);
      // Five standard errors.
      const double error = 5 * std::sqrt(spread / static_cast<double>(blocks * sampling_block));
      CHECK(found.mean == doctest::Approx(mean(row.distribution).seconds).epsilon(error));
      // The fourth moment of a Pareto of tail 2.5 does not exist.
      if (!std::holds_alternative<Pareto>(row.distribution))
        CHECK(found.scv == doctest::Approx(spread).epsilon(0.15));
    }
  }
}

TEST_CASE("a thing without chance") {
  for (const double x : drawn(Deterministic{70_ms})) CHECK(x == 0.07);
  for (const double x : drawn(gaps_of(50_per_s, 0))) CHECK(x == 0.02);
  for (const double x : drawn(Empirical{{{70_ms, 0}, {70_ms, 1}}})) CHECK(x == 0.07);
}

TEST_CASE("samples come as often as they were seen") {
  const Empirical samples{{{10_ms, 0.5}, {20_ms, 0.5}, {20_ms, 0.75}, {90_ms, 0.75}, {90_ms, 1}}};
  const std::vector<double> values = drawn(samples);
  const auto n = static_cast<double>(values.size());
  const auto seen = [&](double x) {
    return static_cast<double>(std::count(values.begin(), values.end(), x)) / n;
  };
  const auto within = [&](double p) { return 4 * std::sqrt(p * (1 - p) / n); };
  CHECK(std::abs(seen(0.01) - 0.5) < within(0.5));
  CHECK(std::abs(seen(0.02) - 0.25) < within(0.25));
  CHECK(std::abs(seen(0.09) - 0.25) < within(0.25));
  CHECK(seen(0.01) + seen(0.02) + seen(0.09) == 1);
}

TEST_CASE("a million samples are as quick to set up as to draw from, and all of them come") {
  Empirical samples;
  constexpr int count = 1'000'000;
  for (int i = 0; i < count; ++i) {
    samples.knots.push_back({Duration{1e-3 * (i + 1)}, static_cast<double>(i) / count});
    samples.knots.push_back({Duration{1e-3 * (i + 1)}, static_cast<double>(i + 1) / count});
  }
  const std::vector<double> values = drawn(samples);
  CHECK(distance(values, [](double x) { return x / 1e3; }) < surely_wrong);
}

TEST_CASE("an interrupted Poisson process has the rate of its share of time, and its published variability") {
  // 100/s for 1 s, silence for 3 s: 25/s in the long run. scv = 1 + 2 rate off-rate / (on-rate + off-rate)^2
  // with the rates of leaving either state (W. Fischer, K. Meier-Hellstern, The Markov-modulated Poisson
  // process cookbook, Performance Evaluation 18, 1993, for r2 = 0).
  const Distribution gaps = on_off_gaps(100_per_s, 1_s, 3_s);
  CHECK(mean(gaps).seconds == doctest::Approx(0.04).epsilon(1e-12));
  const double expected = 1 + 2 * 100 * 1 / std::pow(1 + 1.0 / 3, 2);
  CHECK(scv(gaps) == doctest::Approx(expected).epsilon(1e-9));
}
