#include "core/hold_bins.hpp"

#include <poolsize/moments.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace poolsize;

namespace {

struct Holds {
  QuantileHistogram histogram;
  Moments moments;
  std::vector<double> sorted;

  explicit Holds(std::vector<double> seconds) : sorted(std::move(seconds)) {
    for (const double each : sorted) {
      histogram.add({each});
      moments.add(each);
    }
    std::sort(sorted.begin(), sorted.end());
  }
  std::vector<HistogramBin> bins() const { return hold_bins(histogram, {moments.mean()}); }
};

std::vector<double> drawn(std::size_t count, double (*from_uniform)(double)) {
  std::mt19937_64 engine(1);
  std::vector<double> values(count);
  for (double& value : values) value = from_uniform((static_cast<double>(engine() >> 11U) + 0.5) * 0x1p-53);
  return values;
}

void check_shape(const std::vector<HistogramBin>& bins, std::size_t count) {
  double counted = 0;
  for (std::size_t i = 0; i < bins.size(); ++i) {
    CHECK(bins[i].low < bins[i].high);
    if (i > 0) CHECK(bins[i].low == bins[i - 1].high);
    counted += bins[i].count;
  }
  CHECK(counted == static_cast<double>(count));
}

}  // namespace

TEST_CASE("holds that are alike are one narrow bin") {
  const Holds holds(std::vector<double>(1000, 0.1));
  const std::vector<HistogramBin> bins = holds.bins();
  check_shape(bins, 1000);
  REQUIRE(bins.size() == 1);
  CHECK(bins[0].high / bins[0].low < 1.002);
  CHECK(mean(fit_histogram(bins)).seconds == doctest::Approx(0.1).epsilon(1e-12));
}

TEST_CASE("between two kinds of holds lies an empty bin") {
  std::vector<double> seconds(900, 0.01);
  seconds.resize(1000, 1.0);
  const std::vector<HistogramBin> bins = Holds(seconds).bins();
  check_shape(bins, 1000);
  REQUIRE(bins.size() == 3);
  CHECK(bins[0].count == 900);
  CHECK(bins[1].count == 0);
  CHECK(bins[2].count == 100);
}

TEST_CASE("holds of nothing are counted") {
  const std::vector<HistogramBin> bins = Holds({0, 0, 0, 1}).bins();
  check_shape(bins, 4);
  CHECK(bins[0].low == Duration{0});
  CHECK(bins[0].count == 3);
  CHECK(mean(fit_histogram(bins)).seconds == doctest::Approx(0.25).epsilon(1e-12));
}

TEST_CASE("a few hundred bins keep the shape") {
  struct Row {
    const char* name;
    double (*from_uniform)(double);
  };
  const Row rows[] = {
      {"exponential", [](double u) { return -0.1 * std::log(u); }},
      {"uniform", [](double u) { return 0.05 + 0.1 * u; }},
      {"Pareto, tail 2.5", [](double u) { return 0.004 * std::pow(u, -1 / 2.5); }},
      {"nearly constant", [](double u) { return 0.1 + 0.0001 * u; }},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const Holds holds(drawn(100'000, row.from_uniform));
    const std::vector<HistogramBin> bins = holds.bins();
    check_shape(bins, 100'000);
    CHECK(bins.size() < 400);
    const Distribution fitted = fit_histogram(bins);
    CHECK(mean(fitted).seconds == doctest::Approx(holds.moments.mean()).epsilon(1e-12));
    CHECK(scv(fitted) == doctest::Approx(holds.moments.scv()).epsilon(0.005));
    for (const double p : {0.01, 0.1, 0.5, 0.9, 0.99, 0.999}) {
      CAPTURE(p);
      const double exact = holds.sorted[static_cast<std::size_t>(p * 100'000)];
      CHECK(quantile(fitted, p).seconds == doctest::Approx(exact).epsilon(0.01));
    }
  }
}
