// Pools that compete for one server's connections, against exact values. Event by event they are compared in
// rules_test.cpp.
#include <poolsize/erlang.hpp>
#include <poolsize/error.hpp>
#include <poolsize/pool_event.hpp>
#include <poolsize/simulation.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <utility>
#include <vector>

using namespace poolsize;
using namespace poolsize::literals;

namespace {

SimulationPlan plan_of(const SimulatedPool& pool, double load, Distribution hold, Count limit) {
  const double rate = load / mean(hold).seconds;
  SimulationPlan plan{.pool = pool,
                      .arrivals = SteadyArrivals{{rate}},
                      .hold = std::move(hold),
                      .requests = 200'000,
                      .replications = 16,
                      .seed = 20261125};
  plan.instances.server_limit = limit;
  return plan;
}

/// Never keeps a connection.
SimulatedAsyncpg closing() {
  SimulatedAsyncpg pool{.max_queries = 1};
  pool.settings = {.min_size = 0, .max_size = 100};
  return pool;
}

SimulatedSqlalchemy keeping(Count pool_size) {
  return {.settings = {.pool_size = pool_size, .max_overflow = 0, .pool_timeout = forever}};
}

void check_contains(const Estimate<double>& estimate, double truth) {
  CAPTURE(estimate.low);
  CAPTURE(estimate.high);
  CAPTURE(truth);
  CHECK(estimate.high - estimate.low < 0.15 * truth);
  CHECK(std::abs(estimate.value - truth) <= 1.5 * (estimate.high - estimate.value));
}

}  // namespace

TEST_CASE("pools that keep no connection share the server as one loss system: Erlang B, whatever the holds") {
  std::vector<SimulationPlan> plans{plan_of(closing(), 6, Exponential{1_s}, 15),
                                    plan_of(closing(), 2, Deterministic{100_ms}, 15)};
  plans[1].instances.engines = 2;
  plans[1].instances.count = 3;
  REQUIRE(compete(plans));
  const auto played = simulate_together(plans);
  const double lost = erlang_b(15, Load{6 + 2 * 2});
  check_contains(played[0].refused_probability, lost);
  check_contains(played[1].refused_probability, lost);
  check_contains(played[0].mean_busy, 6 * (1 - lost));
  check_contains(played[1].mean_busy, 2 * (1 - lost));  // of one of its engines
  CHECK(played[0].requests + played[1].requests == 3 * 200'000);
  // They ask 6, 20 and 20 times a second.
  CHECK(static_cast<double>(played[0].requests) == doctest::Approx(600'000.0 * 6 / 46).epsilon(0.01));
}

TEST_CASE("what one pool keeps from its start is missing to the other") {
  SimulatedAsyncpg greedy{.max_inactive = 0_s};
  greedy.settings = {.min_size = 8, .max_size = 8};
  const std::vector<SimulationPlan> plans{plan_of(greedy, 4, Exponential{1_s}, 10),
                                          plan_of(keeping(5), 1, Exponential{100_ms}, 10)};
  const auto played = simulate_together(plans);
  CHECK(played[0].refused_probability.value == 0);
  check_contains(played[1].refused_probability, erlang_b(2, Load{1}));
  CHECK(played[1].connections.most_open == 2);
}

TEST_CASE("pools that cannot ask for more than the server has are played as each by itself") {
  std::vector<SimulationPlan> plans{plan_of(keeping(5), 4, Exponential{1_s}, 18),
                                    plan_of(SimulatedAsyncpg{}, 3, Exponential{1_s}, 18)};
  for (SimulationPlan& plan : plans) plan.requests = 20'000;
  std::get<SimulatedAsyncpg>(plans[1].pool).settings.max_size = 8;
  plans[0].instances.engines = 2;
  CHECK_FALSE(compete(plans));
  const auto played = simulate_together(plans);
  CHECK(played[0] == simulate(plans[0]));
  CHECK(played[1] == simulate(plans[1]));
  plans[0].instances.server_limit = 17;
  CHECK(compete(plans));
  plans[0].instances.server_limit.reset();
  CHECK_FALSE(compete(plans));
  std::get<SimulatedSqlalchemy>(plans[0].pool).settings.max_overflow = -1;
  plans[0].instances.server_limit = 1'000'000;
  CHECK(compete(plans));
}

TEST_CASE("competing pools give the same whatever the number of threads") {
  std::vector<SimulationPlan> plans{plan_of(keeping(5), 4, Exponential{1_s}, 12),
                                    plan_of(closing(), 3, lognormal_from(1_s, 2), 12)};
  plans[0].requests = 20'000;
  plans[0].precision = 0.05;
  plans[0].instances.engines = 2;
  const auto alone = simulate_together(plans);
  CHECK(alone[0].replications > 16);
  CHECK(alone[0].precise);
  plans[0].threads = 3;
  CHECK(simulate_together(plans) == alone);
  plans[0].seed = 2;
  CHECK(simulate_together(plans)[1].mean_busy.value != alone[1].mean_busy.value);
}

TEST_CASE("traces that end at different times are both played to their end") {
  std::vector<SimulationPlan> plans{plan_of(closing(), 1, Exponential{1_s}, 2),
                                    plan_of(closing(), 1, Exponential{1_s}, 2)};
  plans[0].arrivals = trace_of({{0_s, 1_s}, {1_s, 8_s}});
  plans[1].arrivals = trace_of({{2_s, 3_s}, {4_s, 1_s}, {6_s, 5_s}, {8_s, 1_s}});
  for (SimulationPlan& plan : plans) plan.hold.reset();
  const auto played = simulate_together(plans);
  // By hand: from 1 to 9 the first has one connection; the second's request at 4 finds the other one held.
  CHECK(played[0].requests == 2);
  CHECK(played[1].requests == 4);
  CHECK(played[0].refused_probability.value == 0);
  CHECK(played[1].refused_probability.value == 0.5);
  // From 0 to 11.
  CHECK(played[0].mean_busy.value == doctest::Approx(9.0 / 11));
  CHECK(played[1].mean_busy.value == doctest::Approx(8.0 / 11));
  CHECK(played[1].replications == 1);
}

TEST_CASE("traffic with an end and traffic without one are not played together") {
  std::vector<SimulationPlan> plans{plan_of(keeping(5), 4, Exponential{1_s}, 2),
                                    plan_of(keeping(5), 4, Exponential{1_s}, 2)};
  plans[1].arrivals = trace_of({{0_s, 1_s}});
  CHECK_THROWS_WITH_AS(
      simulate_together(plans),
      "some of the traffic has an end and some has none; give traces and profiles to all pools "
      "or to none",
      Error);
  plans.pop_back();
  plans[0].instances.engines = 0;
  CHECK_THROWS_WITH_AS(simulate_together(plans),
                       "a number of engines of '0' cannot be played; write 1 to 1000", Error);
}
