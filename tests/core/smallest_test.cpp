#include <poolsize/erlang.hpp>
#include <poolsize/smallest.hpp>

#include <doctest/doctest.h>

using namespace poolsize;
using namespace poolsize::literals;

TEST_CASE("the smallest count in a range") {
  struct Case {
    const char* name;
    Count low, high, from;
    std::optional<Count> expected;
  };
  const Case cases[] = {
      {"the first", 1, 10, 1, 1},
      {"below the range", 5, 10, 1, 5},
      {"the last", 1, 10, 10, 10},
      {"none", 1, 10, 11, std::nullopt},
      {"an empty range", 5, 4, 1, std::nullopt},
      {"a single one that holds", 7, 7, 7, 7},
      {"a single one that does not", 7, 7, 8, std::nullopt},
      {"far away", 1, most_servers, 987'654'321, 987'654'321},
      {"below zero", -10, 10, -3, -3},
  };
  for (const Case& row : cases) {
    CAPTURE(row.name);
    CHECK(smallest_count(row.low, row.high, [&](Count n) { return n >= row.from; }) == row.expected);
  }
  for (Count from = 1; from <= 70; ++from) {
    CHECK(smallest_count(1, 64, [&](Count n) { return n >= from; }) ==
          (from <= 64 ? std::optional(from) : std::nullopt));
  }
}

TEST_CASE("a predicate is asked few times, and never outside the range") {
  int asked = 0;
  const auto found = smallest_count(1, most_servers, [&](Count n) {
    ++asked;
    CHECK(n >= 1);
    CHECK(n <= 200'000'000);
    return n >= 100'000'007;
  });
  CHECK(found == 100'000'007);
  CHECK(asked <= 2 * 27 + 1);
}

TEST_CASE("servers for a utilisation") {
  CHECK(smallest_for_utilisation({8}, 0.8) == 10);
  CHECK(smallest_for_utilisation({8.0000001}, 0.8) == 11);
  CHECK(smallest_for_utilisation({0}, 0.8) == 1);
  CHECK(smallest_for_utilisation({1e8}, 1) == 100'000'000);
  CHECK_FALSE(smallest_for_utilisation({1e9}, 0.5).has_value());
}

TEST_CASE("servers for a probability of waiting: the neighbours prove it") {
  for (const double erlangs : {0.01, 0.5, 8.0, 64.0, 1e3, 1e6, 1e8}) {
    for (const double at_most : {0.5, 0.1, 0.01, 1e-6}) {
      CAPTURE(erlangs);
      CAPTURE(at_most);
      const auto servers = smallest_for_wait_probability({erlangs}, at_most);
      REQUIRE(servers);
      CHECK(*erlang_c(*servers, {erlangs}) <= at_most);
      if (*servers > 1) CHECK(erlang_c(*servers - 1, {erlangs}).value_or(1) > at_most);
    }
  }
  CHECK(smallest_for_wait_probability({10}, 1) == 11);  // 10 servers would have no steady state
  CHECK_FALSE(smallest_for_wait_probability({1e9}, 0.5).has_value());
}

TEST_CASE("servers for a wait: the neighbours prove it") {
  for (const double erlangs : {0.5, 8.0, 1e3, 1e8}) {
    for (const Duration timeout : {forever, 30_s, 1_s}) {
      CAPTURE(erlangs);
      CAPTURE(timeout.seconds);
      const auto servers = smallest_for_wait({erlangs}, 100_ms, 0.99, 20_ms, timeout);
      REQUIRE(servers);
      const auto wait = [&](Count n) {
        const auto queue = timed_queue(n, {erlangs}, 100_ms, timeout);
        return queue ? wait_quantile(*queue, 0.99).value_or(forever) : forever;
      };
      CHECK(wait(*servers) <= 20_ms);
      CHECK(wait(*servers - 1) > 20_ms);
    }
  }
}
