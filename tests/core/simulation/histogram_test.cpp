#include "core/simulation/histogram.hpp"

#include "core/simulation/samplers.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace poolsize;
using namespace poolsize::literals;

namespace {

std::vector<double> times(const Distribution& distribution, std::size_t blocks) {
  RandomStream stream(4, 0, Purpose::holds);
  std::vector<double> values(blocks * sampling_block);
  for (std::size_t i = 0; i < blocks; ++i)
    Sampler(distribution).fill(stream, std::span(values).subspan(i * sampling_block, sampling_block));
  return values;
}

}  // namespace

TEST_CASE("the stated error is a thousandth at most") { CHECK(QuantileHistogram::relative_error <= 1e-3); }

TEST_CASE("every time is in a bucket whose middle is within the stated error") {
  for (int i = 0; i < 700'000; ++i) {
    const double time = 1e-9 * std::exp(5.9e-5 * i);
    const double middle = QuantileHistogram::middle_of(QuantileHistogram::bucket_of(time));
    REQUIRE(std::abs(middle - time) <= QuantileHistogram::relative_error * time);
  }
}

TEST_CASE("buckets follow one another without gap or overlap") {
  std::size_t before = QuantileHistogram::bucket_of(1e-9);
  for (int i = 0; i < 70'000; ++i) {
    const std::size_t bucket = QuantileHistogram::bucket_of(1e-9 * std::exp(5.9e-4 * i));
    REQUIRE((bucket == before || bucket == before + 1));
    before = bucket;
  }
}

TEST_CASE("what is too short or too long is at the ends") {
  CHECK(QuantileHistogram::bucket_of(0) == 0);
  CHECK(QuantileHistogram::bucket_of(1e-300) == 0);
  CHECK(QuantileHistogram::bucket_of(1e300) == QuantileHistogram::buckets - 1);
  CHECK(QuantileHistogram::bucket_of(std::numeric_limits<double>::infinity()) ==
        QuantileHistogram::buckets - 1);
  CHECK(QuantileHistogram::middle_of(0) == 0);
}

TEST_CASE("quantiles are those of the sorted times, within the stated error") {
  struct Case {
    const char* name;
    Distribution distribution;
  };
  const Case cases[] = {
      {"exponential", Exponential{100_ms}},
      {"lognormal, heavy", Lognormal{3_ms, 2}},
      {"microseconds", Exponential{Duration{3e-6}}},
      {"hours", Pareto{3600_s, 2.1}},
      {"two steps", Empirical{{{10_ms, 0.5}, {90_ms, 0.5}, {90_ms, 1}}}},
  };
  for (const Case& row : cases) {
    SUBCASE(row.name) {
      std::vector<double> values = times(row.distribution, 200);
      QuantileHistogram histogram;
      for (const double time : values) histogram.add(Duration{time});
      std::sort(values.begin(), values.end());
      CHECK(histogram.total() == values.size());
      for (const double p : {0.0, 0.001, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 0.99999, 1.0}) {
        CAPTURE(p);
        const double rank = std::max(1.0, std::ceil(p * static_cast<double>(values.size())));
        const double exact = values[static_cast<std::size_t>(rank) - 1];
        const double error = std::max(QuantileHistogram::relative_error * exact, 1e-9);
        CHECK(std::abs(histogram.quantile(p).seconds - exact) <= error);
      }
    }
  }
}

TEST_CASE("no wait is a quantile of exactly nothing") {
  QuantileHistogram histogram;
  histogram.add(0_s, 70);
  histogram.add(1_s, 30);
  CHECK(histogram.quantile(0.7) == 0_s);
  CHECK(histogram.quantile(0.71).seconds == doctest::Approx(1).epsilon(QuantileHistogram::relative_error));
}

TEST_CASE("parts that are merged in any order are the whole") {
  const std::vector<double> values = times(Lognormal{3_ms, 2}, 20);
  QuantileHistogram whole;
  QuantileHistogram parts[3];
  for (std::size_t i = 0; i < values.size(); ++i) {
    whole.add(Duration{values[i]});
    parts[i % 3].add(Duration{values[i]});
  }
  QuantileHistogram forward = parts[0];
  forward.merge(parts[1]);
  forward.merge(parts[2]);
  QuantileHistogram backward = parts[2];
  backward.merge(parts[1]);
  backward.merge(parts[0]);
  CHECK(forward == whole);
  CHECK(backward == whole);
  whole.clear();
  CHECK(whole == QuantileHistogram{});
}
