// Path by path: the recursions that say what a queue does to given requests.
#include "core/simulation/replication.hpp"

#include "core/simulation/requests.hpp"

#include <poolsize/error.hpp>
#include <poolsize/pool_event.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <queue>
#include <string>
#include <vector>

using namespace poolsize;
using namespace poolsize::literals;

namespace {

SimulationPlan queue(Count servers, Arrivals arrivals, Distribution hold) {
  return {
      .pool =
          SimulatedSqlalchemy{.settings = {.pool_size = servers, .max_overflow = 0, .pool_timeout = forever}},
      .arrivals = std::move(arrivals),
      .hold = std::move(hold),
      .seed = 4};
}

std::vector<Request> drawn(const SimulationPlan& plan, std::size_t count) {
  Requests requests(plan, 0);
  std::vector<Request> all(count);
  std::generate(all.begin(), all.end(), [&] {
    REQUIRE(std::isfinite(requests.next_asked()));
    return requests.next();
  });
  return all;
}

/// In the order of asking.
std::vector<double> waits(const SimulationPlan& plan, std::size_t count) {
  std::vector<double> asked(count);
  std::vector<double> waits(count);
  watch(plan, 0, static_cast<Count>(count), [&](const PoolEvent& event) {
    if (event.request < 0) return;
    const auto request = static_cast<std::size_t>(event.request);
    if (event.kind == PoolEvent::Kind::asked) asked[request] = event.at.seconds;
    if (event.kind == PoolEvent::Kind::got) waits[request] = event.at.seconds - asked[request];
  });
  return waits;
}

}  // namespace

TEST_CASE("one connection: Lindley's recursion, request by request") {
  // D. V. Lindley, The theory of queues with a single server, 1952.
  for (const Distribution& hold : {Distribution{Exponential{1_s}}, Distribution{lognormal_from(1_s, 2)}}) {
    const SimulationPlan plan = queue(1, SteadyArrivals{{0.9}}, hold);
    const auto requests = drawn(plan, 20'000);
    const auto played = waits(plan, requests.size());
    double wait = 0;
    std::size_t same = 0;
    for (std::size_t i = 0; i < requests.size(); ++i) {
      if (i > 0) {
        wait = std::max(0.0, wait + requests[i - 1].work - (requests[i].asked - requests[i - 1].asked));
      }
      same += static_cast<std::size_t>(std::abs(played[i] - wait) <= 1e-9);
    }
    CHECK(same == requests.size());
  }
}

TEST_CASE("many connections: Kiefer and Wolfowitz' recursion, request by request and to the bit") {
  for (const Count servers : {2, 15, 60}) {
    const double rate = 0.95 * static_cast<double>(servers);
    for (const Arrivals& arrivals : {Arrivals{SteadyArrivals{{rate}}}, Arrivals{SteadyArrivals{{rate}, 4}},
                                     Arrivals{OnOffArrivals{{2 * rate}, 3_s, 3_s}}}) {
      const SimulationPlan plan = queue(servers, arrivals, gamma_from(1_s, 0.7));
      const auto requests = drawn(plan, 20'000);
      const auto played = waits(plan, requests.size());
      std::priority_queue<double, std::vector<double>, std::greater<>> free;
      for (Count i = 0; i < servers; ++i) free.push(0);
      std::size_t same = 0;
      for (std::size_t i = 0; i < requests.size(); ++i) {
        const double start = std::max(requests[i].asked, free.top());
        free.pop();
        free.push(start + requests[i].work);
        same += static_cast<std::size_t>(played[i] == start - requests[i].asked);
      }
      CHECK(same == requests.size());
    }
  }
}

TEST_CASE("what is counted is what happens") {
  SimulationPlan plan = queue(1, SteadyArrivals{{10}}, Exponential{1_s});
  plan.pool = SimulatedSqlalchemy{.settings = {.pool_size = 3, .max_overflow = 4, .pool_timeout = 400_ms}};
  plan.loop_turn = 10_ms;
  plan.costs = {.connect_time = 50_ms, .round_trip = 2_ms};
  plan.close_time = 20_ms;
  plan.instances = {.count = 2, .server_limit = 12};
  constexpr Count warm_up = 500;
  constexpr Count counted = 4'000;
  const Tally tally = play(plan, 3, {warm_up, counted});

  using Kind = PoolEvent::Kind;
  Counts seen;
  std::vector<double> asked(warm_up + counted);
  std::vector<bool> overtaken(asked.size());
  double begin = 0;
  double last = 0;
  Count open = 0;
  watch(plan, 3, warm_up + counted, [&](const PoolEvent& event) {
    const double at = event.at.seconds;
    if (event.kind == Kind::asked) {
      asked[static_cast<std::size_t>(event.request)] = at;
      if (event.request == warm_up) {
        begin = at;
        seen.most_open = open;
      }
    }
    const bool is_observed = begin > 0 && tally.counts.observed + begin > at;
    if (is_observed) {
      seen.open_seconds += static_cast<double>(open) * (at - std::max(last, begin));
      seen.most_open = std::max(seen.most_open, event.open);
      seen.opened += static_cast<Count>(event.kind == Kind::connecting);
      seen.closed += static_cast<Count>(event.kind == Kind::closed);
      last = at;
    }
    open = event.open;
    if (event.request < warm_up) return;
    const double wait = at - asked[static_cast<std::size_t>(event.request)];
    seen.asked += static_cast<Count>(event.kind == Kind::asked);
    seen.timed_out += static_cast<Count>(event.kind == Kind::timed_out);
    seen.refused += static_cast<Count>(event.kind == Kind::refused);
    if (event.kind == Kind::overtaken && !overtaken[static_cast<std::size_t>(event.request)]) {
      overtaken[static_cast<std::size_t>(event.request)] = true;
      ++seen.overtaken;
    }
    if (event.kind == Kind::timed_out || event.kind == Kind::refused) seen.failed_wait += wait;
    if (event.kind != Kind::got) return;
    ++seen.served;
    seen.at_once += static_cast<Count>(wait == 0);
    seen.in_time += static_cast<Count>(wait <= plan.goal.max_wait.seconds);
    seen.served_wait += wait;
    seen.longest_served = std::max(seen.longest_served, wait);
  });
  const Counts& counts = tally.counts;
  CHECK(counts.asked == counted);
  CHECK(counts.asked == seen.asked);
  CHECK(counts.served == seen.served);
  CHECK(counts.at_once == seen.at_once);
  CHECK(counts.in_time == seen.in_time);
  CHECK(counts.timed_out == seen.timed_out);
  CHECK(counts.refused == seen.refused);
  CHECK(counts.overtaken == seen.overtaken);
  CHECK(counts.most_open == seen.most_open);
  CHECK(counts.opened == seen.opened);
  CHECK(counts.closed == seen.closed);
  CHECK(counts.served_wait == doctest::Approx(seen.served_wait));
  CHECK(counts.failed_wait == doctest::Approx(seen.failed_wait));
  CHECK(counts.longest_served == seen.longest_served);
  // But for the time between the last event and when the next request would ask.
  CHECK(counts.open_seconds == doctest::Approx(seen.open_seconds).epsilon(0.01));
  CHECK(counts.timed_out > 50);
  CHECK(counts.refused > 50);
  CHECK(counts.overtaken > 10);
  CHECK(tally.served_waits.total() == static_cast<std::uint64_t>(counts.served));
  CHECK(tally.failed_waits.value().total() == static_cast<std::uint64_t>(counts.timed_out + counts.refused));
}

TEST_CASE("a profile asks as often as its steps say, and carries the backlog over") {
  // 50 requests/s for 10 s against ten connections that serve 10/s, then nobody.
  const ProfileArrivals profile{.steps = {{0_s, {50}}, {10_s, {0}}, {30_s, {2}}}, .end = 100_s};
  const SimulationPlan plan = queue(10, profile, Deterministic{1_s});
  Count early = 0;
  Count late = 0;
  Count waiting = 0;
  double drained = 0;
  watch(plan, 0, 1'000'000, [&](const PoolEvent& event) {
    if (event.kind == PoolEvent::Kind::asked) ++(event.at < 10_s ? early : late);
    if (event.kind == PoolEvent::Kind::asked && event.at < 10_s) waiting = event.waiting;
    if (event.kind == PoolEvent::Kind::got && event.at < 60_s && event.waiting > 0)
      drained = event.at.seconds;
  });
  CHECK(std::abs(static_cast<double>(early) - 500) < 4 * std::sqrt(500));
  CHECK(std::abs(static_cast<double>(late) - 140) < 4 * std::sqrt(140));
  CHECK(waiting > 350);
  CHECK(drained > 40);
}

TEST_CASE("a trace that makes no sense is refused with the number of its row") {
  const double nan = std::nan("");
  struct Row {
    const char* name;
    std::vector<TracedRequest> rows;
    std::string message;
  };
  const Row rows[] = {
      {"unsorted",
       {{2_s, 1_s}, {1_s, 1_s}},
       "request 2 of the trace asks before the one above it; sort the trace by time"},
      {"no time", {{{nan}, 1_s}}, "request 1 of the trace has no time that is a number"},
      {"before the beginning",
       {{{-1}, 1_s}},
       "request 1 of the trace has a negative time; count from the beginning of the trace"},
      {"no hold", {{1_s, {nan}}}, "request 1 of the trace has no hold that is a number"},
      {"negative hold", {{1_s, 1_s}, {1_s, {-1}}}, "request 2 of the trace has a negative hold"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.name) {
      SimulationPlan plan = queue(1, trace_of(row.rows), Exponential{1_s});
      plan.hold.reset();
      try {
        play(plan, 0, {});
        FAIL("played");
      } catch (const Error& error) {
        CHECK(error.what() == row.message);
      }
    }
  }
}
