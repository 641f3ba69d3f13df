#include "core/lazy_connections.hpp"

#include <poolsize/erlang.hpp>

#include <doctest/doctest.h>

#include <algorithm>
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
