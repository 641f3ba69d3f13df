// How a simulation is run: the same whatever the threads, sure of itself as much as it says, and ended early.
#include <poolsize/patience.hpp>
#include <poolsize/simulation.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

using namespace poolsize;
using namespace poolsize::literals;

namespace {

SimulationPlan small(double utilisation = 0.7) {
  return {.pool = SimulatedSqlalchemy{.settings = {.pool_size = 2, .max_overflow = 2, .pool_timeout = 1_s}},
          .arrivals = SteadyArrivals{{4 * utilisation}},
          .hold = Exponential{1_s},
          .requests = 40'000,
          .replications = 10,
          .seed = 7};
}

}  // namespace

TEST_CASE("the number of threads changes nothing") {
  SimulationPlan plan = small();
  plan.loop_turn = 1_ms;
  plan.costs = {.connect_time = 20_ms, .round_trip = 1_ms};
  plan.precision = 0.03;
  plan.most_requests = 400'000;
  plan.instances = {.count = 3, .server_limit = 8};
  const Simulation alone = simulate(plan);
  for (const Count threads : {2, 3, 16}) {
    plan.threads = threads;
    CHECK(simulate(plan) == alone);
  }
  plan.seed = 8;
  CHECK(simulate(plan).served->mean.value != alone.served->mean.value);
}

TEST_CASE("the intervals cover the truth as often as they say") {
  // Of 1,000 seeds 95 % +- 2 %: three standard deviations of such a share.
  constexpr int seeds = 1000;
  SimulationPlan plan = small();
  plan.pool = SimulatedSqlalchemy{.settings = {.pool_size = 4, .max_overflow = 0, .pool_timeout = 1_s}};
  plan.requests = 10'000;
  plan.replications = 5;
  plan.warm_up = 100;
  plan.goal.max_wait = 300_ms;
  const TimedQueue truth = timed_queue(4, {2.8}, 1_s, 1_s).value();
  int mean = 0;
  int p99 = 0;
  int timeouts = 0;
  int late = 0;
  int busy_rate = 0;
  for (int seed = 0; seed < seeds; ++seed) {
    plan.seed = static_cast<std::uint64_t>(seed);
    const Simulation result = simulate(plan);
    const auto covers = [](const auto& estimate, auto value) {
      return static_cast<int>(estimate.low <= value && value <= estimate.high);
    };
    mean += covers(result.served->mean, served_mean_wait(truth));
    p99 += covers(result.served->p99, served_wait_quantile(truth, 0.99));
    timeouts += covers(result.timeout_probability, truth.timed_out);
    late += covers(result.over_goal, late_probability(truth, 300_ms));
    busy_rate += covers(result.mean_busy, mean_busy(truth));
  }
  for (const int covered : {mean, p99, timeouts, late, busy_rate}) {
    CHECK(covered >= 0.93 * seeds);
    CHECK(covered <= 0.97 * seeds);
  }
}

TEST_CASE("a precision is kept, or it is said that it is not") {
  SimulationPlan plan = small(0.8);
  plan.precision = 0.01;
  const Simulation sure = simulate(plan);
  CHECK(sure.precise);
  CHECK(sure.requests > plan.requests);
  const auto relative = [](const Estimate<Duration>& x) { return (x.high - x.value) / x.value; };
  CHECK(relative(sure.served->mean) <= 0.01);
  CHECK(relative(sure.served->p99) <= 0.01);
  plan.most_requests = 100'000;
  const Simulation cut = simulate(plan);
  CHECK_FALSE(cut.precise);
  CHECK(cut.requests <= plan.most_requests);
  CHECK(cut.requests > plan.requests);
}

TEST_CASE("two settings meet the same requests, so that a small difference shows") {
  SimulationPlan plan = small(0.8);
  const Simulation a = simulate(plan);
  plan.costs.round_trip = 4_ms;
  const Simulation b = simulate(plan);
  const auto more = difference(a, b, Figure::served_mean);
  CHECK(more.low > 0);
  // Neither interval alone would tell.
  CHECK(b.served->mean.low < a.served->mean.value);
  CHECK(more.high - more.low < 0.3 * (a.served->mean.high - a.served->mean.low).seconds);
  CHECK(difference(a, a, Figure::served_p99) == Estimate<double>{});
}

TEST_CASE("a queue that grows without end is no steady state") {
  SimulationPlan plan = small(1.2);
  plan.pool = SimulatedAsyncpg{.settings = {.max_size = 4}};
  const Simulation endless = simulate(plan);
  CHECK_FALSE(endless.stable);
  CHECK_FALSE(endless.settles);
  CHECK(endless.utilisation.value() == doctest::Approx(1.2));
  std::get<SimulatedAsyncpg>(plan.pool).acquire_timeout = 1_s;
  const Simulation timed = simulate(plan);
  CHECK_FALSE(timed.stable);
  CHECK(timed.settles);
}

TEST_CASE("it ends soon when it is stopped, with what it has") {
  SimulationPlan plan = small();
  plan.requests = 1'000'000'000;
  plan.most_requests = 1'000'000'000;
  plan.warm_up = 100;
  std::atomic<bool> stop = false;
  Count calls = 0;
  const Simulation partial =
      simulate(plan, {.stop = &stop, .progress = [&](const SimulationProgress& progress) {
                        CHECK(progress.planned == 1'000'000'000 + 10 * 100);
                        if (++calls == 20) stop = true;
                      }});
  CHECK(partial.partial);
  CHECK(partial.requests > 100'000);
  CHECK(partial.requests < 10'000'000);
  CHECK(partial.served.value().mean.value > 0_s);
  stop = true;
  const Simulation nothing = simulate(plan, {.stop = &stop});
  CHECK(nothing.partial);
  CHECK(nothing.requests == 0);
}

TEST_CASE("a trace is played as it is: once, and sure") {
  SimulationPlan plan;
  plan.pool = SimulatedSqlalchemy{.settings = {.pool_size = 1, .max_overflow = 0, .pool_timeout = 1_s}};
  plan.arrivals = trace_of({{10_s, 2_s}, {10.5_s, 1_s}, {11.5_s, 2_s}, {13_s, 1_s}});
  const Simulation result = simulate(plan);
  // Held from 10 to 12; the second gives up at 11.5; the third from 12 to 14; the fourth from 14 to 15.
  CHECK(result.requests == 4);
  CHECK(result.replications == 1);
  CHECK(result.warm_up == 0);
  CHECK_FALSE(result.offered_load.has_value());
  CHECK(result.timeout_probability == Estimate<double>{0.25, 0.25, 0.25});
  CHECK(result.served.value().mean.value.seconds == doctest::Approx(0.5));
  CHECK(result.served->longest == 1_s);
  CHECK(result.all.mean.value.seconds == doctest::Approx(0.625));
  CHECK(result.mean_busy.value == doctest::Approx(1));
  CHECK(result.throughput.value.per_second == doctest::Approx(0.6));
  CHECK(result.connections.mean_open.value == doctest::Approx(1));

  plan.hold = Exponential{1_s};
  CHECK(simulate(plan).replications == plan.replications);
  plan.arrivals = trace_of({});
  plan.hold.reset();
  const Simulation empty = simulate(plan);
  CHECK(empty.requests == 0);
  CHECK_FALSE(empty.served.has_value());
}

TEST_CASE("what the server has not, instances are refused") {
  SimulationPlan plan = small(0.9);
  plan.arrivals = SteadyArrivals{{2.4}};  // of 1 s each: 2.4 erlangs over three instances of at most 4
  plan.instances = {.count = 3, .server_limit = 12};
  CHECK(simulate(plan).refused_probability.value == 0);
  plan.instances.server_limit = 4;
  const Simulation tight = simulate(plan);
  CHECK(tight.refused_probability.low > 0.001);
  CHECK(tight.connections.most_open == 4);
  CHECK(tight.utilisation.value() == doctest::Approx(0.2));
}
