#include "../reference/table.hpp"

#include <poolsize/churn.hpp>
#include <poolsize/erlang.hpp>

#include <doctest/doctest.h>

using namespace poolsize;
using reference::agrees;

namespace {

Churn solved(Count pool_size, Count max_overflow, double erlangs) {
  const double all_busy = erlang_c(pool_size + max_overflow, {erlangs}).value_or(1);
  return churn(pool_size, max_overflow, {erlangs}, all_busy);
}

}  // namespace

TEST_CASE("churn agrees with the chain of the pool's rules, state by state") {
  const auto rows = reference::read_table("churn.csv");
  CHECK(rows.size() > 15);
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto result = churn(row.count("pool_size"), row.count("max_overflow"), {row.number("load")},
                              row.number("all_busy"));
    CHECK(agrees(result.mean_open, row.number("mean_open"), 1e-12));
    CHECK(agrees(result.mean_idle, row.number("mean_idle"), 1e-9));
    CHECK(agrees(result.opened_per_request, row.number("opened_per_request"), 1e-9));
  }
}

TEST_CASE("at 8 erlangs, 5+10 opens on 10.7 % of checkouts, 10+5 on 1.7 %, 15+0 on none") {
  CHECK(solved(5, 10, 8).opened_per_request == doctest::Approx(0.107).epsilon(0.005));
  CHECK(solved(10, 5, 8).opened_per_request == doctest::Approx(0.017).epsilon(0.02));
  CHECK(solved(15, 0, 8).opened_per_request == 0);
}

TEST_CASE("without a kept connection every request that does not wait opens one") {
  const double all_busy = *erlang_c(20, {12});
  const Churn result = solved(0, 20, 12);
  CHECK(agrees(result.opened_per_request, 1 - all_busy, 1e-14));
  CHECK(agrees(result.mean_open, 12, 1e-14));
  CHECK(result.mean_idle == 0);
}

TEST_CASE("without overflow all are open for good") {
  const Churn result = solved(20, 0, 12);
  CHECK(result.opened_per_request == 0);
  CHECK(agrees(result.mean_open, 20, 1e-14));
  CHECK(agrees(result.mean_idle, 8, 1e-13));
  CHECK(agrees(solved(1, 0, 0.7).mean_idle, 0.3, 1e-14));
}

TEST_CASE("a queue that grows without end keeps every connection open and busy") {
  CHECK(solved(5, 10, 15) == Churn{.mean_open = 15, .mean_idle = 0, .opened_per_request = 0});
  CHECK(solved(5, 10, 1e9) == Churn{.mean_open = 15, .mean_idle = 0, .opened_per_request = 0});
}

TEST_CASE("the more are kept, the fewer are opened and the more are idle") {
  Churn before = solved(0, 60, 40);
  for (Count pool_size = 1; pool_size <= 60; ++pool_size) {
    CAPTURE(pool_size);
    const Churn result = solved(pool_size, 60 - pool_size, 40);
    CHECK(result.opened_per_request < before.opened_per_request);
    CHECK(result.mean_idle > before.mean_idle);
    before = result;
  }
}
