#include "core/lazy_connections.hpp"

#include <poolsize/erlang.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <queue>
#include <random>
#include <vector>

using namespace poolsize;
using namespace poolsize::literals;

namespace {

/// Plays such a pool, request by request: time in holds.
double played(Count capacity, double load, double lifetime) {
  std::mt19937_64 random(1);
  std::exponential_distribution<> hold(1);
  std::exponential_distribution<> gap(load);
  std::vector<double> last(static_cast<std::size_t>(capacity), -1e9);  // when the k-th was last put back
  std::priority_queue<double, std::vector<double>, std::greater<>> ends;
  std::size_t waiting = 0;
  double now = 0;
  double next = gap(random);
  double area = 0;
  constexpr double until = 40'000;
  while (now < until) {
    const double end = ends.empty() ? std::numeric_limits<double>::infinity() : ends.top();
    const double then = std::min(next, end);
    // The k-th is open while k are busy, and for its lifetime after.
    for (std::size_t k = 0; k < last.size(); ++k) {
      if (k < ends.size()) {
        area += then - now;
      } else {
        area += std::clamp(last[k] + lifetime - now, 0.0, then - now);
      }
    }
    now = then;
    if (next <= end) {
      next = now + gap(random);
      if (ends.size() < last.size()) {
        ends.push(now + hold(random));
      } else {
        ++waiting;
      }
    } else {
      ends.pop();
      if (waiting > 0) {
        --waiting;
        ends.push(now + hold(random));
      } else {
        last[ends.size()] = now;
      }
    }
  }
  return area / now;
}

}  // namespace

TEST_CASE("lazy connections: as many as a pool has that is played") {
  for (const double load : {0.5, 3.0, 8.0})
    for (const double lifetime : {0.5, 5.0, 50.0, 500.0}) {
      CAPTURE(load);
      CAPTURE(lifetime);
      const double mean = mean_open_within(Duration{lifetime}, 10, {load}, 1_s, erlang_c(10, {load}).value());
      CHECK(mean == doctest::Approx(played(10, load, lifetime)).epsilon(0.06));
    }
}

TEST_CASE("lazy connections: the busy ones alone without a lifetime, all of them with an endless one") {
  CHECK(mean_open_within(0_s, 10, {3}, 1_s, erlang_c(10, {3}).value()) == doctest::Approx(3));
  CHECK(mean_open_within(Duration{1e12}, 10, {3}, 1_s, erlang_c(10, {3}).value()) == doctest::Approx(10));
  CHECK(mean_open_within(300_s, 1'000'000, {5e5}, 1_s, 0) < 5.1e5);
}

namespace {

/// Compares with the plain sum, to what the header promises.
void check_summed(Count capacity, double load, double lifetime, double all_busy) {
  CAPTURE(capacity);
  CAPTURE(load);
  CAPTURE(lifetime);
  CAPTURE(all_busy);
  const double mean = mean_open_within(Duration{lifetime}, capacity, {load}, 1_s, all_busy);
  const double summed = mean_open_summed(Duration{lifetime}, capacity, {load}, 1_s, all_busy);
  CHECK(std::abs(mean - summed) <= 1e-6 * summed);
}

/// From next to nothing to more than all the time there is.
constexpr double lifetimes[] = {0, 1e-9, 1e-4, 0.01, 0.3, 1, 3, 10, 30, 100, 300, 3e3, 1e5, 1e8, 1e12};

}  // namespace

TEST_CASE("lazy connections: as many as the plain sum has, at random") {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<> uniform;
  for (int i = 0; i < 4'000; ++i) {
    const double load = std::pow(10, 0.5 + 4 * uniform(random));
    // As much room as some standard deviations, or as a part of the load.
    const double room =
        i % 2 == 0 ? (uniform(random) - 0.4) * 20 * std::sqrt(load) : (uniform(random) - 0.2) * 2.5 * load;
    const auto capacity = static_cast<Count>(std::max(load + room, 1.0));
    check_summed(capacity, load, std::pow(10, -6 + 18 * uniform(random)), i % 3 == 0 ? 0 : uniform(random));
  }
}

TEST_CASE("lazy connections: as many as the plain sum has, at the edges") {
  for (const double lifetime : lifetimes) {
    // Where the plain sum ends.
    for (const double load : {39.9, 40.0, 40.1, 57.2, 57.8, 58.0, 101.0, 130.0, 176.0, 177.0})
      for (const Count capacity : {100, 101, 102, 103, 108}) check_summed(capacity, load, lifetime, 0.1);
    // A capacity about the load, whole or not, and where few places are left between the two.
    for (const double load : {100.0, 100.5, 1000.0, 999.999, 40'000.0})
      for (const Count more : {-20, -2, -1, 0, 1, 2, 3, 5, 6, 7, 8, 9, 24, 25, 26, 27, 28, 40})
        check_summed(static_cast<Count>(load) + more, load, lifetime, 0);
    check_summed(1'000'000, 5e5, lifetime, 0);
    check_summed(1'000'000, 1.001e6, lifetime, 0.9);
    check_summed(100'000'000, 99'990'000, lifetime, 0.3);
    // Only few places below the capacity count, by P(busy = k) that are too small for a double.
    for (const double capacity : {1e6, 1e9, 1e12})
      for (const double more : {1.05, 1.4, 1.7, 1.74, 1.76})
        for (const double hardly : {1e-9, 1.0}) {
          const double load = more * capacity;
          check_summed(static_cast<Count>(capacity), load, hardly * lifetime / load, 0);
        }
  }
}

TEST_CASE(
    "lazy connections: none is left out where all are busy, and none is closed in an endless lifetime") {
  CHECK(mean_open_within(1_s, 1'000, {900}, 1_s, 1) == 1'000);
  CHECK(mean_open_within(1_s, 1'000'000'000, {1e9}, 1_s, 1) == 1e9);
  CHECK(mean_open_within(Duration{1e12}, 1'000'000'000, {1e9 - 1e5}, 1_s, 0) == doctest::Approx(1e9));
}
