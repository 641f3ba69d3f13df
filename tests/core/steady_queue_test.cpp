#include "core/steady_queue.hpp"

#include "../reference/table.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

using namespace poolsize;
using reference::Row;

namespace {

/// What is told of requests that give up behind equal holds less than this from the simulation, and three of
/// its standard errors.
void check_near(const Row& row, double of_waits, double of_mean) {
  CAPTURE(row.text);
  const Count servers = row.count("servers");
  const Load load{row.number("utilisation") * static_cast<double>(servers)};
  const OfferedWait wait = steady_wait(servers, load, row.number("timeout"));
  const auto off = [&](const char* name, double value) {
    return std::max(0.0, std::abs(value - row.number(name)) - 3 * row.number(std::string(name) + "_error"));
  };
  CHECK(off("wait_probability", wait.waits) < of_waits);
  CHECK(off("timeouts", wait.timed_out) < of_waits);
  constexpr double hardly_any = 1e-3;
  if (row.number("mean") > hardly_any)
    CHECK(off("mean", wait.mean / (1 - wait.timed_out)) < of_mean * row.number("mean"));
}

}  // namespace

TEST_CASE("who gives up behind equal holds agrees with the simulation") {
  int constants = 0;
  int checks = 0;
  for (const Row& row : reference::read_table("steady_timeouts.csv")) {
    const bool is_check = row.cells.at("for") == "check";
    ++(is_check ? checks : constants);
    // What many servers do in much overload depends on how they began.
    const bool frozen = row.number("utilisation") > 1.2 || row.count("servers") > 100;
    check_near(row, is_check ? 0.016 : 0.02, frozen ? 0.2 : is_check ? 0.07 : 0.1);
  }
  CHECK(constants == 1287);
  CHECK(checks == 400);
}
