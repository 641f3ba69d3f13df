// Eight replications in step give what each gives when it is played alone, the plain way.
#include "core/simulation/lanes.hpp"

#include "core/simulation/samplers.hpp"
#include "plain_pool.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <tuple>
#include <vector>

using namespace poolsize;
using namespace poolsize::literals;

namespace {

struct Case {
  const char* name;
  Count pool_size;
  Count max_overflow;
  Duration pool_timeout;
  Arrivals arrivals;
  Distribution hold;
  Costs costs;
};

SteadyArrivals at(double per_second, double scv = 1) { return {Rate{per_second}, scv}; }

/// 12 connections busy on average, where a 64th of a second lies between the requests.
Distribution sixteenths() {
  return Mixture{
      {{0.5, Deterministic{62.5_ms}}, {0.25, Deterministic{125_ms}}, {0.25, Deterministic{500_ms}}}};
}

const Costs costly{.connect_time = 20_ms, .round_trip = 1_ms};

const Case cases[] = {
    {"one server", 1, 0, 30_s, at(8), Exponential{100_ms}, {}},
    {"nothing beyond pool_size", 15, 0, 30_s, at(120), Exponential{100_ms}, {}},
    {"a third is kept", 5, 10, 30_s, at(120), Exponential{100_ms}, {}},
    {"time-outs", 5, 10, 200_ms, at(145), Exponential{100_ms}, {}},
    {"overloaded", 5, 10, 1_s, at(300), Exponential{100_ms}, {}},
    {"nobody waits", 5, 10, 0_s, at(140), Exponential{100_ms}, {}},
    {"patient and overloaded", 2, 1, forever, at(40), Exponential{100_ms}, {}},
    {"connects and round trips", 5, 10, 200_ms, at(130), Exponential{100_ms}, costly},
    {"connects, nothing beyond pool_size", 15, 0, 200_ms, at(130), Exponential{100_ms}, costly},
    {"one is kept", 1, 14, 100_ms, at(140), Lognormal{60_ms, 1}, costly},
    // Binary fractions of a second, which add up exactly.
    {"everything at the same time", 2, 2, 125_ms, at(64, 0), Deterministic{62.5_ms}, {}},
    {"time-outs at the same time", 2, 1, 125_ms, at(64, 0), Deterministic{62.5_ms}, {}},
    {"opens, closes and waits at the same time", 5, 10, 125_ms, at(64, 0), sixteenths(), {}},
    {"constant holds", 5, 10, 150_ms, at(149), Deterministic{100_ms}, costly},
    {"bursts", 5, 10, 200_ms, at(120, 6), Gamma{0.5, 200_ms}, costly},
    {"on and off", 5, 10, 200_ms, OnOffArrivals{400_per_s, 500_ms, 1_s}, Exponential{100_ms}, costly},
    {"classes", 5, 10, 200_ms, at(130), Mixture{{{0.9, Exponential{50_ms}}, {0.1, Exponential{550_ms}}}},
     costly},
    {"measured", 5, 10, 200_ms, at(130, 0.5), Empirical{{{10_ms, 0}, {20_ms, 0.5}, {380_ms, 1}}}, costly},
    {"idle most of the time", 5, 10, 30_s, at(1), Exponential{100_ms}, costly},
    {"many", 70, 130, 50_ms, at(1950), Exponential{100_ms}, costly},
};

SimulationPlan plan_of(const Case& row) {
  SimulationPlan plan{.pool = SimulatedSqlalchemy{{.pool_size = row.pool_size,
                                                   .max_overflow = row.max_overflow,
                                                   .pool_timeout = row.pool_timeout,
                                                   .pre_ping = true}},
                      .arrivals = row.arrivals,
                      .hold = row.hold,
                      .costs = row.costs};
  plan.goal.max_wait = 46.875_ms;  // 3/64 s: some wait exactly as long
  plan.seed = 20261125;
  return plan;
}

/// A replication's requests and what becomes of them, by the plain loop.
struct Replication {
  std::vector<double> asked;
  std::vector<double> work;
  plain::Played played;
};

Replication replication_of(const Case& row, const SimulationPlan& plan, Count replication,
                           std::size_t requests) {
  Distribution gap_distribution = Exponential{1_s};
  if (const auto* steady = std::get_if<SteadyArrivals>(&row.arrivals))
    gap_distribution = gaps_of(steady->rate, steady->scv);
  if (const auto* switched = std::get_if<OnOffArrivals>(&row.arrivals))
    gap_distribution = on_off_gaps(switched->rate_on, switched->on, switched->off);
  Draws gaps(gap_distribution, plan.seed, static_cast<std::uint64_t>(replication), Purpose::gaps);
  Draws holds(row.hold, plan.seed, static_cast<std::uint64_t>(replication), Purpose::holds);
  Replication result;
  result.asked.reserve(requests);
  result.work.reserve(requests);
  double now = 0;
  for (std::size_t i = 0; i < requests; ++i) {
    result.asked.push_back(now += gaps.next());
    result.work.push_back(holds.next());
  }
  // A reset is one round trip, a pre-ping three (FACTS: BEGIN, an empty query, ROLLBACK), which a fresh
  // connection is spared.
  const double trip = row.costs.round_trip.seconds;
  result.played = plain::play({.pool_size = static_cast<int>(row.pool_size),
                               .max_overflow = static_cast<int>(row.max_overflow),
                               .timeout = row.pool_timeout.seconds,
                               .connect_time = row.costs.connect_time.seconds,
                               .overhead_fresh = trip,
                               .overhead_reused = trip + 3 * trip},
                              result.asked, result.work);
  return result;
}

Count within(const std::vector<double>& times, double after, double until) {
  return std::count_if(times.begin(), times.end(), [&](double t) { return after < t && t <= until; });
}

/// What the plain loop says of the requests from `warm_up` on; nobody asks any more from `end` on.
Tally tally_of(const Replication& replication, std::size_t warm_up, std::size_t end, Duration goal) {
  Tally tally;
  const double from = replication.asked[warm_up];
  const double until = replication.asked[end];
  const plain::Played& played = replication.played;
  tally.counts.asked = static_cast<Count>(end - warm_up);
  for (std::size_t i = warm_up; i < end; ++i) {
    const plain::Fate& fate = played.requests[i];
    if (fate.served) {
      tally.serve(fate.wait, fate.hold, goal);
    } else {
      ++tally.counts.timed_out;
      tally.fail(fate.wait);
    }
  }
  tally.counts.observed = until - from;
  // Opening happens when somebody asks: in [from, until); closing when somebody has come back: in (from,
  // until].
  const auto before = [](const std::vector<double>& times, double limit) {
    return std::count_if(times.begin(), times.end(), [limit](double t) { return t < limit; });
  };
  tally.counts.opened = before(played.opened, until) - before(played.opened, from);
  tally.counts.closed = within(played.closed, from, until);
  Count open = before(played.opened, from) - within(played.closed, -1, from);
  double since = from;
  std::vector<std::pair<double, int>> changes;
  for (const double t : played.opened)
    if (from <= t && t < until) changes.emplace_back(t, +1);
  for (const double t : played.closed)
    if (from < t && t <= until) changes.emplace_back(t, -1);
  std::sort(changes.begin(), changes.end());  // at one time, those that close first
  tally.counts.most_open = open;
  for (const auto& [time, change] : changes) {
    tally.counts.open_seconds += static_cast<double>(open) * (time - since);
    since = time;
    open += change;
    tally.counts.most_open = std::max(tally.counts.most_open, open);
  }
  tally.counts.open_seconds += static_cast<double>(open) * (until - since);
  return tally;
}

auto whole_numbers(const Counts& counts) {
  return std::tuple(counts.asked, counts.served, counts.at_once, counts.in_time, counts.timed_out,
                    counts.refused, counts.overtaken, counts.most_open, counts.opened, counts.closed,
                    counts.longest_served, counts.longest_failed);
}
auto sums(const Counts& counts) {
  return std::array{counts.served_wait, counts.failed_wait, counts.held, counts.observed,
                    counts.open_seconds};
}

void check_same(const Tally& result, const Tally& expected) {
  CHECK(whole_numbers(result.counts) == whole_numbers(expected.counts));
  for (std::size_t i = 0; i < sums(result.counts).size(); ++i)
    CHECK(sums(result.counts)[i] == doctest::Approx(sums(expected.counts)[i]).epsilon(1e-11));
  CHECK(result.served_waits == expected.served_waits);
  CHECK(result.failed_waits == expected.failed_waits);
}

const std::vector<Count> eight{0, 1, 2, 3, 4, 5, 6, 7};

std::vector<Tally> in_lanes(const SimulationPlan& plan, const Stretch& stretch,
                            InstructionSet set = widest_instruction_set(),
                            const std::vector<Count>& replications = eight) {
  std::vector<Tally> tallies(replications.size());
  play_lanes(plan, replications, stretch, {}, tallies, set);
  return tallies;
}

}  // namespace

TEST_CASE("every tally is that of the plain loop") {
  constexpr std::size_t warm_up = 700;
  constexpr std::size_t counted = 5000;
  for (const Case& row : cases) {
    SUBCASE(row.name) {
      const SimulationPlan plan = plan_of(row);
      REQUIRE(lanes_can_play(plan));
      const auto tallies = in_lanes(plan, {.warm_up = warm_up, .counted = counted});
      for (const Count replication : eight) {
        CAPTURE(replication);
        // More requests than count, so that the last ones' waits are not cut short by the end.
        const Replication alone = replication_of(row, plan, replication, warm_up + counted + 1);
        check_same(tallies[static_cast<std::size_t>(replication)],
                   tally_of(alone, warm_up, warm_up + counted, plan.goal.max_wait));
      }
    }
  }
}

TEST_CASE("every tally is that of the engine that plays event by event") {
  const Stretch stretch{.warm_up = 700, .counted = 20'000};
  for (const Case& row : cases) {
    SUBCASE(row.name) {
      const SimulationPlan plan = plan_of(row);
      const auto tallies = in_lanes(plan, stretch);
      for (const Count replication : eight) {
        CAPTURE(replication);
        check_same(tallies[static_cast<std::size_t>(replication)], play(plan, replication, stretch));
      }
    }
  }
}

TEST_CASE("request by request, the waits, opens and closes are those of the plain loop, to the last bit") {
  constexpr std::size_t requests = 300;
  for (const Case& row : cases) {
    SUBCASE(row.name) {
      const SimulationPlan plan = plan_of(row);
      std::vector<Replication> alone;
      alone.reserve(eight.size());
      for (const Count replication : eight)
        alone.push_back(replication_of(row, plan, replication, requests + 1));
      for (std::size_t i = 0; i < requests; ++i) {
        CAPTURE(i);
        const auto tallies = in_lanes(plan, {.warm_up = static_cast<Count>(i), .counted = 1});
        for (std::size_t lane = 0; lane < eight.size(); ++lane) {
          CAPTURE(lane);
          const Counts& counts = tallies[lane].counts;
          const plain::Fate& fate = alone[lane].played.requests[i];
          const Counts expected = tally_of(alone[lane], i, i + 1, plan.goal.max_wait).counts;
          REQUIRE(counts.served == (fate.served ? 1 : 0));
          REQUIRE((fate.served ? counts.served_wait : counts.failed_wait) == fate.wait);
          REQUIRE(counts.in_time == expected.in_time);
          REQUIRE(counts.held == fate.hold);
          REQUIRE(counts.opened == expected.opened);
          REQUIRE(counts.closed == expected.closed);
          REQUIRE(counts.most_open == expected.most_open);
        }
      }
    }
  }
}

TEST_CASE("every instruction set gives the same bits") {
  for (const Case& row : cases) {
    SUBCASE(row.name) {
      const SimulationPlan plan = plan_of(row);
      const Stretch stretch{.warm_up = 100, .counted = 3000};
      const auto first = in_lanes(plan, stretch, InstructionSet::portable);
      for (const InstructionSet set : instruction_sets()) {
        CAPTURE(name_of(set));
        const auto other = in_lanes(plan, stretch, set);
        for (std::size_t lane = 0; lane < eight.size(); ++lane) {
          CHECK(whole_numbers(other[lane].counts) == whole_numbers(first[lane].counts));
          CHECK(sums(other[lane].counts) == sums(first[lane].counts));
          CHECK(other[lane].served_waits == first[lane].served_waits);
          CHECK(other[lane].failed_waits == first[lane].failed_waits);
        }
      }
    }
  }
}

TEST_CASE("a replication is the same in whatever company it is played") {
  const SimulationPlan plan = plan_of(cases[7]);
  const Stretch stretch{.warm_up = 100, .counted = 2000};
  const auto together = in_lanes(plan, stretch);
  const auto some = in_lanes(plan, stretch, widest_instruction_set(), {5, 2, 6});
  const auto one = in_lanes(plan, stretch, widest_instruction_set(), {5});
  CHECK(whole_numbers(some[0].counts) == whole_numbers(together[5].counts));
  CHECK(sums(some[0].counts) == sums(together[5].counts));
  CHECK(some[1].served_waits == together[2].served_waits);
  CHECK(sums(one[0].counts) == sums(together[5].counts));
}

TEST_CASE("what has been played when the word to stop comes is told") {
  const SimulationPlan plan = plan_of(cases[3]);
  std::atomic<bool> stop = true;
  std::atomic<Count> played = 0;
  std::vector<Tally> tallies(8);
  play_lanes(plan, eight, {.warm_up = 10, .counted = 100'000}, {.stop = &stop, .played = &played}, tallies);
  CHECK(tallies[0].counts.asked == 0);
  CHECK(played == 0);
  stop = false;
  play_lanes(plan, eight, {.warm_up = 10, .counted = 100'000}, {.stop = &stop, .played = &played}, tallies);
  CHECK(tallies[0].counts.asked == 100'000);
  CHECK(played == 8 * 100'010);
}

TEST_CASE("what the lanes leave to others") {
  const SimulationPlan plain = plan_of(cases[0]);
  CHECK(lanes_can_play(plain));
  const auto refuses = [&](auto change) {
    SimulationPlan plan = plain;
    change(plan);
    return !lanes_can_play(plan);
  };
  const auto pool = [](SimulationPlan& plan) -> SimulatedSqlalchemy& {
    return std::get<SimulatedSqlalchemy>(plan.pool);
  };
  CHECK(refuses([](SimulationPlan& plan) { plan.close_time = 1_ms; }));
  CHECK(refuses([](SimulationPlan& plan) { plan.loop_turn = 1_ms; }));
  CHECK(refuses([](SimulationPlan& plan) { plan.instances.count = 2; }));
  CHECK(refuses([](SimulationPlan& plan) { plan.instances.server_limit = 0; }));
  CHECK(refuses([](SimulationPlan& plan) { plan.hold.reset(); }));
  CHECK(refuses([](SimulationPlan& plan) { plan.pool = SimulatedAsyncpg{}; }));
  CHECK(refuses([](SimulationPlan& plan) { plan.arrivals = ClosedArrivals{}; }));
  CHECK(refuses([&](SimulationPlan& plan) { pool(plan).recycle = 60_s; }));
  CHECK(refuses([&](SimulationPlan& plan) { pool(plan).settings.max_overflow = -1; }));
  CHECK(refuses([&](SimulationPlan& plan) { pool(plan).settings.pool_size = 0; }));
  // Which of two equal connections goes first makes no difference.
  CHECK_FALSE(refuses([&](SimulationPlan& plan) { pool(plan).use_lifo = true; }));
}
