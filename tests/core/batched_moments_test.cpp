#include "core/batched_moments.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace poolsize;

TEST_CASE("moments are those of all numbers, in one go or put together") {
  Moments all;
  Moments first;
  Moments rest;
  for (const double value : {1.0, 2.0, 6.0, 7.0}) {
    all.add(value);
    (value < 3 ? first : rest).add(value);
  }
  first.merge(rest);
  first.merge(Moments{});
  for (const Moments& each : {all, first}) {
    CHECK(each.count() == 4);
    CHECK(each.mean() == doctest::Approx(4));
    CHECK(each.variance() == doctest::Approx(6.5));
    CHECK(each.scv() == doctest::Approx(6.5 / 16));
  }
}

TEST_CASE("there are some dozens of batches, and nothing is lost") {
  BatchedMoments batched;
  for (int i = 1; i <= 1000; ++i) {
    batched.add(i);
    const auto batches = batched.batches();
    CHECK(batches.size() < BatchedMoments::most_batches);
    Count count = 0;
    for (const Moments& batch : batches) count += batch.count();
    CHECK(count == i);
  }
  CHECK(batched.all().mean() == doctest::Approx(500.5));
  CHECK(batched.batches().size() == 62);  // of 16, and 8 more in the last
  CHECK(batched.batches().front().mean() == doctest::Approx(8.5));
  CHECK(batched.batches().back().count() == 24);
}

TEST_CASE("the interval of a mean of few is Student's") {
  BatchedMoments batched;
  for (const double value : {1.0, 2.0, 3.0, 4.0, 5.0}) batched.add(value);
  const Estimate<double> mean = batched.estimate(&Moments::mean);
  // s / sqrt(n) = sqrt(2.5 / 5), and t(0.975; 4) = 2.776445.
  CHECK(mean.value == doctest::Approx(3));
  CHECK(mean.low == doctest::Approx(3 - 2.776445 * std::sqrt(0.5)));
  CHECK(mean.high == doctest::Approx(3 + 2.776445 * std::sqrt(0.5)));
}

TEST_CASE("one number has no interval") {
  BatchedMoments batched;
  batched.add(3);
  const Estimate<double> mean = batched.estimate(&Moments::mean);
  CHECK(mean.value == 3);
  CHECK(std::isinf(mean.low));
  CHECK(std::isinf(mean.high));
}

TEST_CASE("the interval knows that neighbours are alike") {
  // AR(1) with φ = 0.9: the variance of the mean is (1 + φ) / (1 − φ) = 19 times that of independent numbers.
  std::mt19937_64 engine(7);
  BatchedMoments batched;
  double value = 0;
  constexpr int count = 1 << 17;
  for (int i = 0; i < count; ++i) {
    double noise = -6;  // Irwin–Hall: nearly normal, and the same everywhere
    for (int k = 0; k < 12; ++k) noise += static_cast<double>(engine() >> 11U) * 0x1p-53;
    value = 0.9 * value + noise;
    batched.add(value);
  }
  const Estimate<double> mean = batched.estimate(&Moments::mean);
  const double expected = 1.96 * std::sqrt(19 / (1 - 0.81) / count);
  CHECK((mean.high - mean.low) / 2 == doctest::Approx(expected).epsilon(0.3));
}
