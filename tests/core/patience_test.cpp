#include "../reference/table.hpp"

#include <poolsize/erlang.hpp>
#include <poolsize/patience.hpp>

#include <doctest/doctest.h>

#include <cmath>

using namespace poolsize;
using namespace poolsize::literals;
using reference::agrees;

namespace {

constexpr double tolerance = 1e-12;

struct Servers {
  Count count;
  Load load;
};

void check(std::optional<Duration> result, std::optional<double> expected) {
  REQUIRE(result.has_value() == expected.has_value());
  if (result) CHECK(agrees(result->seconds, *expected, tolerance));
}

}  // namespace

TEST_CASE("M/M/c+D agrees with its closed forms in high precision: idle, critical, overloaded") {
  const auto rows = reference::read_table("patience.csv");
  CHECK(rows.size() > 350);
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto queue = timed_queue(row.count("servers"), {row.number("load")}, {row.number("hold_s")},
                                   {row.number("timeout_s")});
    REQUIRE(queue);
    const Duration goal{row.number("goal_s")};
    struct Result {
      const char* column;
      double value;
    };
    const Result results[] = {
        {"wait_probability", wait_probability(*queue)},
        {"timeout_probability", queue->timed_out},
        {"late", late_probability(*queue, goal)},
        {"served_late", served_late_probability(*queue, goal)},
        {"mean_wait_s", mean_wait(*queue).seconds},
        {"served_mean_wait_s", served_mean_wait(*queue).seconds},
        {"mean_busy", mean_busy(*queue)},
        {"mean_queue", mean_queue(*queue)},
    };
    for (const Result& result : results) {
      CAPTURE(result.column);
      CHECK(agrees(result.value, row.number(result.column), tolerance));
    }
    check(wait_quantile(*queue, 0.5), row.maybe("p50_s"));
    check(wait_quantile(*queue, 0.99), row.maybe("p99_s"));
    check(served_wait_quantile(*queue, 0.5), row.maybe("served_p50_s"));
    check(served_wait_quantile(*queue, 0.99), row.maybe("served_p99_s"));
  }
}

TEST_CASE("no timeout is Erlang C, with its exponential wait") {
  for (const auto& row : {Servers{1, {0.5}}, {15, {13.5}}, {10'000, {9'990}}}) {
    CAPTURE(row.count);
    const auto queue = timed_queue(row.count, row.load, 100_ms, forever);
    REQUIRE(queue);
    const double waits = *erlang_c(row.count, row.load);
    const double decay = (static_cast<double>(row.count) - row.load.erlangs) / 0.1;
    CHECK(agrees(wait_probability(*queue), waits, 1e-14));
    CHECK(queue->timed_out == 0);
    CHECK(agrees(late_probability(*queue, 7_ms), waits * std::exp(-decay * 0.007), 1e-14));
    CHECK(agrees(mean_wait(*queue).seconds, waits / decay, 1e-14));
    CHECK(served_mean_wait(*queue) == mean_wait(*queue));
    CHECK(
        agrees(wait_quantile(*queue, 0.999)->seconds, std::max(0.0, std::log(waits / 0.001) / decay), 1e-12));
    CHECK(wait_quantile(*queue, 1 - waits - 0.001) == Duration{0});
    CHECK(wait_quantile(*queue, 1) == forever);
    CHECK(agrees(mean_busy(*queue), row.load.erlangs, 1e-15));
  }
  CHECK_FALSE(timed_queue(15, {15}, 100_ms, forever).has_value());
  CHECK_FALSE(timed_queue(15, {1e9}, 100_ms, forever).has_value());
}

TEST_CASE("a timeout of zero is Erlang B") {
  for (const auto& row : {Servers{1, {0.5}}, {15, {15}}, {1'000, {2'000}}}) {
    CAPTURE(row.count);
    const auto queue = timed_queue(row.count, row.load, 100_ms, 0_s);
    REQUIRE(queue);
    const double lost = erlang_b(row.count, row.load);
    CHECK(agrees(queue->timed_out, lost, 1e-15));
    CHECK(queue->delayed == 0);
    CHECK(mean_wait(*queue) == 0_s);
    CHECK(served_wait_quantile(*queue, 1) == 0_s);
    CHECK(agrees(mean_busy(*queue), row.load.erlangs * (1 - lost), 1e-14));
  }
}

TEST_CASE("a long timeout tends to none") {
  const auto hour = timed_queue(15, {14}, 100_ms, 3600_s);
  const auto never = timed_queue(15, {14}, 100_ms, forever);
  CHECK(agrees(wait_probability(*hour), wait_probability(*never), 1e-15));
  CHECK(agrees(mean_wait(*hour).seconds, mean_wait(*never).seconds, 1e-15));
}

TEST_CASE("overloaded, the timeouts take what is too much and the wait is the timeout") {
  const auto queue = timed_queue(10, {20}, 100_ms, 30_s);
  CHECK(agrees(queue->timed_out, 0.5, 1e-14));
  CHECK(agrees(mean_busy(*queue), 10, 1e-14));
  CHECK(agrees(throughput(*queue).per_second, 100, 1e-14));
  CHECK_FALSE(wait_quantile(*queue, 0.6).has_value());
  CHECK(served_wait_quantile(*queue, 0.01) > 29_s);
  CHECK(late_probability(*queue, 30_s) == queue->timed_out);
  CHECK(served_late_probability(*queue, 30_s) == 0);
  CHECK(late_probability(*queue, 0_s) == doctest::Approx(1));
}

TEST_CASE("what may happen to a request sums to one, and without load nobody waits") {
  const auto queue = timed_queue(15, {14}, 100_ms, 1_s);
  CHECK(agrees(queue->at_once + queue->delayed + queue->timed_out, 1, 1e-15));
  for (const Duration timeout : {0_s, 1_s, forever}) {
    const auto idle = timed_queue(15, {0}, 100_ms, timeout);
    REQUIRE(idle);
    CHECK(idle->at_once == 1);
    CHECK(wait_probability(*idle) == 0);
    CHECK(mean_wait(*idle) == 0_s);
    CHECK(mean_busy(*idle) == 0);
  }
}
