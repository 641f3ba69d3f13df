#include "../reference/table.hpp"

#include <poolsize/erlang.hpp>

#include <doctest/doctest.h>

#include <limits>

using namespace poolsize;
using reference::agrees;

TEST_CASE("Erlang B and C agree with high-precision sums, from 1 to 10^9 servers") {
  const auto rows = reference::read_table("erlang.csv");
  CHECK(rows.size() > 600);
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const Count servers = row.count("servers");
    const Load load{row.number("load")};
    CHECK(agrees(erlang_b(servers, load), row.number("erlang_b"), 1e-12));
    const auto waits = erlang_c(servers, load);
    const auto expected = row.maybe("erlang_c");
    REQUIRE(waits.has_value() == expected.has_value());
    if (waits) CHECK(agrees(*waits, *expected, 1e-12));
  }
}

TEST_CASE("Erlang's own table of the loss formula") {
  // Servers, and the erlangs of which they lose 1 %, to three decimals (Erlang 1917, and any traffic table
  // since).
  struct Case {
    Count servers;
    double erlangs;
  };
  const Case cases[] = {{1, 0.010},   {2, 0.153},   {5, 1.361},   {10, 4.461},
                        {20, 12.031}, {50, 37.901}, {100, 84.064}};
  for (const Case& row : cases) {
    CAPTURE(row.servers);
    CHECK(erlang_b(row.servers, {row.erlangs - 0.001}) < 0.01);
    CHECK(erlang_b(row.servers, {row.erlangs + 0.001}) > 0.01);
  }
}

TEST_CASE("the ends of the range") {
  CHECK(erlang_b(1, {0}) == 0);
  CHECK(erlang_c(1, {0}) == 0);
  CHECK(erlang_b(1'000'000'000, {0}) == 0);
  CHECK(erlang_c(1'000'000'000, {0}) == 0);
  CHECK(erlang_b(1, {1}) == 0.5);
  CHECK(erlang_c(1, {0.5}) == 0.5);
  CHECK_FALSE(erlang_c(1, {1}).has_value());
  CHECK_FALSE(erlang_c(100, {1e300}).has_value());
  CHECK(erlang_b(100, {1e300}) == 1);
  CHECK(erlang_b(100, {std::numeric_limits<double>::denorm_min()}) == 0);
}
