// The table of errors is from a recursion that knows nothing of the pools (tests/reference/hold_times.cpp);
// what `poolsize simulate` plays must agree with it.
#include "reference/hold_shapes.hpp"
#include "reference/table.hpp"

#include <poolsize/simulation.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace poolsize;

namespace {

Simulation played(const reference::Row& row) {
  const Count servers = row.count("servers");
  SimulatedAsyncpg pool;
  pool.settings.max_size = servers;
  pool.acquire_timeout = Duration{row.maybe("timeout").value_or(INFINITY)};
  const Rate rate{row.number("utilisation") * static_cast<double>(servers)};
  return simulate({.pool = pool,
                   .arrivals = SteadyArrivals{rate, row.number("arrivals_scv")},
                   .hold = reference::hold_of(row.cells.at("family"), row.number("scv")),
                   .requests = 400'000,
                   .seed = 20261125});
}

/// Within what both leave open: 1.5 times the interval, and three standard errors. `grain` is the table's.
template <class Unit>
void check_agree(const reference::Row& row, const std::string& column, const Estimate<Unit>& estimate,
                 double grain = 0) {
  CAPTURE(column);
  const auto number = [](const Unit& x) {
    if constexpr (std::is_same_v<Unit, Duration>) {
      return x.seconds;
    } else {
      return x;
    }
  };
  const double known = row.number(column);
  const double open = 1.5 * (number(estimate.high) - number(estimate.low)) / 2 +
                      3 * row.number(column + "_error") + grain * known;
  CHECK(std::abs(number(estimate.value) - known) <= open);
}

}  // namespace

TEST_CASE("what is played agrees with the table of errors") {
  int compared = 0;
  for (const reference::Row& row : reference::read_table("hold_times.csv")) {
    const Count servers = row.count("servers");
    const double utilisation = row.number("utilisation");
    const bool busy =
        utilisation == 0.8 || utilisation == 1.2 || (row.maybe("timeout") && utilisation == 0.9);
    if (!busy || (servers != 5)) continue;
    CAPTURE(row.text);
    const Simulation simulation = played(row);
    check_agree(row, "wait_probability", simulation.wait_probability);
    check_agree(row, "timeouts", simulation.timeout_probability);
    check_agree(row, "mean", simulation.served->mean);
    constexpr double bin = 0.002;  // of the table's histogram, which leaves 0 where it was too coarse
    if (row.number("p99") > 0) check_agree(row, "p99", simulation.served->p99, bin);
    ++compared;
  }
  CHECK(compared == 67);
}
