#include "../reference/table.hpp"

#include <poolsize/patience.hpp>
#include <poolsize/population.hpp>

#include <doctest/doctest.h>

#include <cmath>

using namespace poolsize;
using namespace poolsize::literals;
using reference::agrees;

TEST_CASE("M/M/c//N agrees with its chain in high precision, from 1 to 10^9 users") {
  const auto rows = reference::read_table("population.csv");
  CHECK(rows.size() > 70);
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto queue = closed_queue(row.count("users"), row.count("servers"), {row.number("think_s")},
                                    {row.number("hold_s")});
    CHECK(agrees(queue.wait_probability, row.number("wait_probability"), 1e-11));
    CHECK(agrees(late_probability(queue, {row.number("goal_s")}), row.number("late_probability"), 1e-11));
    CHECK(agrees(queue.mean_wait.seconds, row.number("mean_wait_s"), 1e-11));
    CHECK(agrees(queue.throughput.per_second, row.number("throughput_per_s"), 1e-14));
    CHECK(agrees(queue.mean_busy, row.number("mean_busy"), 1e-14));
  }
}

TEST_CASE("with many users at a fixed rate it becomes M/M/c, by as much as there are more users") {
  const auto open = timed_queue(15, {13}, 100_ms, forever);
  REQUIRE(open);
  for (const Count users : {10'000, 1'000'000, 100'000'000, 1'000'000'000}) {
    CAPTURE(users);
    const auto n = static_cast<double>(users);
    const auto closed = closed_queue(users, 15, Duration{n / 130}, 100_ms);
    const double away = 1100 / n;  // the probability of a long wait is the most sensitive of them
    CHECK(agrees(closed.wait_probability, wait_probability(*open), away));
    CHECK(agrees(closed.mean_wait.seconds, mean_wait(*open).seconds, away));
    CHECK(agrees(closed.throughput.per_second, 130, away));
    CHECK(agrees(late_probability(closed, 200_ms), late_probability(*open, 200_ms), away));
    CHECK(agrees(wait_quantile(closed, 0.99).seconds, wait_quantile(*open, 0.99)->seconds, away));
  }
}

TEST_CASE("two users of one server: the closed form") {
  // An arrival meets the other user at the server with chance hold / (think + hold), and then waits for one
  // hold.
  const auto queue = closed_queue(2, 1, 300_ms, 100_ms);
  CHECK(agrees(queue.wait_probability, 0.25, 1e-15));
  CHECK(agrees(queue.mean_wait.seconds, 0.025, 1e-15));
  CHECK(agrees(queue.throughput.per_second, 2 / 0.425, 1e-15));
  CHECK(agrees(late_probability(queue, 50_ms), 0.25 * std::exp(-0.5), 1e-15));
  CHECK(agrees(wait_quantile(queue, 0.9).seconds, 0.1 * std::log(2.5), 1e-14));
  CHECK(wait_quantile(queue, 0.7) == 0_s);
}

TEST_CASE("nobody waits where there is a server for each") {
  for (const Count users : {1, 14, 15}) {
    CAPTURE(users);
    const auto queue = closed_queue(users, 15, 300_ms, 100_ms);
    CHECK(queue.wait_probability == 0);
    CHECK(queue.mean_wait == 0_s);
    CHECK(agrees(queue.mean_busy, static_cast<double>(users) / 4, 1e-15));
    CHECK(late_probability(queue, 0_s) == 0);
    CHECK(wait_quantile(queue, 0.999) == 0_s);
  }
}

TEST_CASE("users who do not think always meet everybody else") {
  const auto queue = closed_queue(1'000'000, 15, 0_s, 100_ms);
  CHECK(queue.wait_probability == 1);
  CHECK(agrees(queue.mean_busy, 15, 1e-15));
  CHECK(agrees(queue.mean_wait.seconds, (1'000'000 - 15) * 0.1 / 15, 1e-14));
  CHECK(late_probability(queue, 6000_s) == 1);
}

TEST_CASE("the quantile undoes the probability, however crowded") {
  struct Case {
    Count users;
    Count servers;
    Duration think;
  };
  const Case cases[] = {{40, 10, 100_ms},       {1'000, 10, 9900_ms},       {1'000, 10, 1_s},
                        {5, 1, 1_ms},           {1'000'000, 100, 10'000_s}, {1'000'000'000, 1, 1_ms},
                        {1'000'000, 3000, 31_s}};
  for (const Case& row : cases) {
    for (const double percentile : {0.01, 0.5, 0.99, 0.999999}) {
      CAPTURE(row.users);
      CAPTURE(row.think.seconds);
      CAPTURE(percentile);
      const auto queue = closed_queue(row.users, row.servers, row.think, 100_ms);
      const Duration wait = wait_quantile(queue, percentile);
      if (wait == 0_s) {
        CHECK(queue.wait_probability <= 1 - percentile);
      } else {
        CHECK(agrees(late_probability(queue, wait), 1 - percentile, 1e-8));
      }
    }
  }
}
