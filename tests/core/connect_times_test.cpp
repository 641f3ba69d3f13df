// Connects that share a processor, as predict has them and as simulate plays them.
#include "core/connect_times.hpp"

#include <poolsize/patience.hpp>
#include <poolsize/prediction.hpp>
#include <poolsize/simulation.hpp>

#include <doctest/doctest.h>

#include <cmath>

using namespace poolsize;
using namespace poolsize::literals;

TEST_CASE("connects that take nothing from each other all take the same time") {
  const ConnectTimes times({.connect_time = 5_ms}, {100}, 5, 15);
  CHECK(times.mean() == 5_ms);
  CHECK(times.longer_than(4.99_ms) == 1);
  CHECK(times.longer_than(5_ms) == 0);
}

TEST_CASE("connects that vary and share nothing are lognormal") {
  // 5 ms on average with cv 1: ln is normal with deviation sqrt(ln 2), and the median 5 ms / sqrt(2).
  const ConnectTimes times({.connect_time = 5_ms, .connect_cv = 1}, {100}, 5, 15);
  CHECK(times.mean() == 5_ms);
  CHECK(times.longer_than({}) == 1);
  CHECK(times.longer_than(5_ms / std::sqrt(2)) == doctest::Approx(0.5).epsilon(1e-14));
  const Duration above = 5_ms / std::sqrt(2) * std::exp(std::sqrt(std::log(2)));
  CHECK(times.longer_than(above) == doctest::Approx(0.15865525393145707).epsilon(1e-13));  // P(Z > 1)
  CHECK(times.longer_than(times.shortest()) > 1 - 1e-15);
}

TEST_CASE("the less connects vary, the nearer they are to what sharing alone makes of them") {
  Costs costs{.connect_time = 5_ms, .connect_shared = 4_ms};
  const ConnectTimes alike(costs, {100}, 2, 15);
  for (const double cv : {0.1, 0.03, 0.01}) {
    costs.connect_cv = cv;
    const ConnectTimes times(costs, {100}, 2, 15);
    CHECK(times.mean() == alike.mean());
    for (const Duration t : {6_ms, 8_ms, 12_ms}) {
      CAPTURE(cv);
      CAPTURE(t.seconds);
      // At most as far as half a group and some deviations are.
      const double away = 1 + 1.0 / 64 + 3 * cv;
      CHECK(times.longer_than(t) <= alike.longer_than(t / away) + 0.01);
      CHECK(times.longer_than(t) >= alike.longer_than(t * away) - 0.01);
    }
  }
}

TEST_CASE("the less connects share, the nearer they are to all the same") {
  double last = 1;
  for (const double share : {0.9, 0.5, 0.1, 0.01}) {
    const ConnectTimes times({.connect_time = 5_ms, .connect_shared = 5_ms * share}, {100}, 5, 15);
    CHECK(times.longer_than(4.99_ms) == 1);
    const double longer = times.longer_than(5_ms);
    CHECK(longer < last);
    CHECK(times.mean() > 5_ms);
    CHECK(times.mean() < 5_ms * (1 + 2 * share));
    last = longer;
  }
  CHECK(last < 0.01);
}

TEST_CASE("more connects than a processor can do last as long as all of them together") {
  const ConnectTimes times({.connect_time = 20_ms, .connect_shared = 20_ms}, {10'000}, 1, 3);
  CHECK(times.longer_than(59_ms) == 1);
  CHECK(times.longer_than(60_ms) == 0);
  CHECK(times.mean().seconds == doctest::Approx(0.06));
}

TEST_CASE("however many places there are, how long connects take is known at once") {
  // More than can be done: each takes as long as all places together.
  const Costs costs{.connect_time = 20_ms, .connect_shared = 20_ms};
  const ConnectTimes times(costs, {1e6}, 1, 1'000'000'000);
  CHECK(times.mean().seconds == doctest::Approx(2e7));
  // Without a split nothing is opened that a request waits for.
  const AsyncpgSettings settings{.min_size = 1, .max_size = 1'000'000'000};
  const Workload workload{.rate = {1e6}, .hold = Exponential{1_ms}};
  CHECK(predict(settings, workload, {}, costs) == predict(settings, workload, {}));
}

TEST_CASE("waits behind connects are predicted as they are played") {
  struct Row {
    Count pool_size;
    Count max_overflow;
    double utilisation;
    Duration hold;
    Duration connect_time;
    Duration shared;
    double mean_within;
    Count processors = 1;
    double cv = 0;
  };
  const Row rows[] = {
      {1, 14, 0.5, 60_ms, 4.5_ms, 2_ms, 0.05},
      {5, 10, 0.6, 150_ms, 25_ms, 17_ms, 0.1},
      {5, 10, 0.3, 50_ms, 4.8_ms, 1.8_ms, 0.1},
      {2, 13, 0.7, 75_ms, 5_ms, 2_ms, 0.05},
      {5, 10, 0.4, 150_ms, 20_ms, 16_ms, 0.1},
      {3, 27, 0.5, 100_ms, 6_ms, 3_ms, 0.05},
      {1, 4, 0.8, 75_ms, 20_ms, 0_ms, 0.05},
      {1, 14, 0.9, 75_ms, 30_ms, 0_ms, 0.1},
      {5, 10, 0.9, 60_ms, 20_ms, 10_ms, 0.1},
      {5, 10, 0.3, 50_ms, 4.4_ms, 4.4_ms, 0.05, 2},
      {1, 14, 0.5, 60_ms, 4.5_ms, 4.3_ms, 0.05, 2},
      {10, 20, 0.6, 120_ms, 5_ms, 4.8_ms, 0.05, 2},
      {3, 27, 0.5, 100_ms, 12_ms, 12_ms, 0.05, 2},
      {3, 27, 0.5, 100_ms, 12_ms, 12_ms, 0.05, 4},
      {5, 10, 0.3, 50_ms, 4.7_ms, 4.6_ms, 0.05, 2, 0.14},
      {1, 14, 0.5, 60_ms, 4.5_ms, 4.3_ms, 0.05, 2, 0.2},
      {5, 10, 0.4, 150_ms, 20_ms, 16_ms, 0.1, 1, 0.3},
      {5, 10, 0.6, 150_ms, 25_ms, 17_ms, 0.1, 1, 0.5},
      {5, 10, 0.4, 50_ms, 5_ms, 0_ms, 0.05, 1, 0.3},
      {2, 13, 0.7, 75_ms, 5_ms, 0_ms, 0.05, 1, 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pool_size);
    CAPTURE(row.utilisation);
    const SqlalchemySettings settings{
        .pool_size = row.pool_size, .max_overflow = row.max_overflow, .pre_ping = false};
    const Rate rate =
        Load{row.utilisation * static_cast<double>(row.pool_size + row.max_overflow)} / row.hold;
    const Costs costs{.connect_time = row.connect_time,
                      .connect_shared = row.shared,
                      .connect_processors = row.processors,
                      .connect_cv = row.cv};
    const Simulation played = simulate({.pool = SimulatedSqlalchemy{.settings = settings},
                                        .arrivals = SteadyArrivals{rate},
                                        .hold = Exponential{row.hold},
                                        .costs = costs,
                                        .requests = 600'000});
    const Prediction said = predict(settings, {.rate = rate, .hold = Exponential{row.hold}}, {}, costs);
    REQUIRE(said.wait);
    CHECK_FALSE(said.model.exact);
    CHECK(said.wait->mean.seconds ==
          doctest::Approx(played.served->mean.value.seconds).epsilon(row.mean_within));
    CHECK(said.wait->p95.seconds == doctest::Approx(played.served->p95.value.seconds).epsilon(0.12));
    CHECK(said.wait->p99.seconds == doctest::Approx(played.served->p99.value.seconds).epsilon(0.12));
  }
}

TEST_CASE(
    "who comes while all places are taken opens nothing, so that time-outs are those without connects") {
  // Where all are taken nearly always, a connect has no say in how long a place stays taken.
  const SqlalchemySettings settings{
      .pool_size = 1, .max_overflow = 14, .pool_timeout = 200_ms, .pre_ping = false};
  const Workload overload{.rate = {300}, .hold = Exponential{60_ms}};
  const Prediction plain = predict(settings, overload, {});
  const Prediction behind = predict(settings, overload, {}, {.connect_time = 30_ms});
  CHECK(behind.timeout_probability == doctest::Approx(plain.timeout_probability).epsilon(0.01));
  CHECK(behind.wait->p99.seconds == doctest::Approx(plain.wait->p99.seconds).epsilon(1e-3));
  CHECK(behind.throughput.per_second ==
        doctest::Approx(300 * (1 - behind.timeout_probability)).epsilon(1e-12));
}

TEST_CASE("connects do not fill a pool that is not full without them") {
  // On average 0.3 of a connection is left, and connects as long as holds would take more, were they not
  // rarer then.
  const SqlalchemySettings settings{.pool_size = 1, .max_overflow = 14, .pre_ping = false};
  const Prediction said = predict(settings, {.rate = Load{14.7} / 75_ms, .hold = Exponential{75_ms}}, {},
                                  {.connect_time = 75_ms});
  CHECK(said.stable);
  REQUIRE(said.wait);
  CHECK(said.throughput.per_second == doctest::Approx(14.7 / 0.075));
}
