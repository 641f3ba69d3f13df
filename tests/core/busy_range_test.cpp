#include "core/busy_range.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace poolsize;

TEST_CASE("busy range: the numbers that are frequent enough, and no other") {
  for (const double load : {0.001, 0.5, 3.0, 80.0, 5000.0})
    for (const Count capacity : {1, 2, 100, 6000})
      for (const double least : {1e-3, 1e-25, 1e-250}) {
        CAPTURE(load);
        CAPTURE(capacity);
        CAPTURE(least);
        const auto log_weight = [&](Count b) {
          return static_cast<double>(b) * std::log(load) - std::lgamma(static_cast<double>(b) + 1);
        };
        const Count mode = most_frequent(capacity, {load});
        const auto is_frequent = [&](Count b) { return log_weight(b) - log_weight(mode) >= std::log(least); };
        const BusyRange range = at_least(least, capacity, {load});
        CHECK(is_frequent(range.first));
        CHECK(is_frequent(range.last));
        CHECK((range.first == 0 || !is_frequent(range.first - 1)));
        CHECK((range.last == capacity - 1 || !is_frequent(range.last + 1)));
      }
}
