// What holds of every queue, for arguments that nobody chose. A failure prints the RC_PARAMS that repeat it.
#include "../reference/table.hpp"

#include <poolsize/churn.hpp>
#include <poolsize/erlang.hpp>
#include <poolsize/patience.hpp>
#include <poolsize/population.hpp>
#include <poolsize/prediction.hpp>

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <optional>

using namespace poolsize;
using reference::agrees;

namespace {

/// From `low` to `high`, every order of magnitude as often.
double between(double low, double high) {
  const int step = *rc::gen::inRange(0, 1'000'001);
  return low * std::pow(high / low, step / 1e6);
}

Count servers_up_to(double most) { return static_cast<Count>(between(1, most)); }

Load load_of(Count servers, double utilisation) { return {static_cast<double>(servers) * utilisation}; }

TimedQueue any_queue(double most_servers, double most_utilisation) {
  const Count servers = servers_up_to(most_servers);
  return timed_queue(servers, load_of(servers, between(0.01, most_utilisation)), Duration{between(1e-3, 10)},
                     Duration{between(1e-3, 3600)})
      .value();
}

/// Room for the last digits of two results that should be in order.
constexpr double rounding = 1e-12;

/// How many servers are busy on average while not all are: Poisson's states below `servers`.
double mean_busy_below(const TimedQueue& queue) {
  double weight = 1;
  double total = 0;
  double busy = 0;
  for (Count below = queue.servers; below > 0; --below) {
    const auto n = static_cast<double>(below - 1);
    total += weight;
    busy += n * weight;
    weight *= n / queue.load.erlangs;
  }
  return busy / total;
}

}  // namespace

TEST_CASE("Erlang B obeys its recurrence, over every change of method") {
  CHECK(rc::check([] {
    const Count servers = servers_up_to(1e9);
    const double a = load_of(servers, between(0.5, 3)).erlangs;
    const double fewer = erlang_b(servers, {a});
    const double more = a * fewer / (static_cast<double>(servers + 1) + a * fewer);
    RC_ASSERT(agrees(erlang_b(servers + 1, {a}), more, 1e-12));
  }));
}

TEST_CASE("Erlang C follows from Erlang B") {
  CHECK(rc::check([] {
    const Count servers = servers_up_to(1e9);
    const double utilisation = between(0.01, 0.999);
    const Load load = load_of(servers, utilisation);
    const double b = erlang_b(servers, load);
    const auto c = static_cast<double>(servers);
    RC_ASSERT(agrees(erlang_c(servers, load).value(), c * b / (c - load.erlangs * (1 - b)), 1e-11));
  }));
}

TEST_CASE("more servers or less load: fewer are lost, and fewer wait") {
  CHECK(rc::check([] {
    const Count servers = servers_up_to(1e6);
    const Load load = load_of(servers, between(0.3, 0.999));
    const Load less{load.erlangs * between(0.9, 1)};
    RC_ASSERT(erlang_b(servers + 1, load) <= erlang_b(servers, load));
    RC_ASSERT(*erlang_c(servers + 1, load) <= *erlang_c(servers, load));
    RC_ASSERT(erlang_b(servers, less) <= erlang_b(servers, load) * (1 + rounding));
    RC_ASSERT(*erlang_c(servers, less) <= *erlang_c(servers, load) * (1 + rounding));
  }));
}

TEST_CASE("a longer timeout: fewer time out, more wait, and longer") {
  CHECK(rc::check([] {
    const TimedQueue queue = any_queue(1e9, 100);
    const auto longer =
        timed_queue(queue.servers, queue.load, queue.hold, queue.timeout * between(1.001, 10));
    RC_ASSERT(longer->timed_out <= queue.timed_out * (1 + rounding));
    RC_ASSERT(wait_probability(*longer) >= wait_probability(queue) * (1 - rounding));
    RC_ASSERT(mean_wait(*longer) >= mean_wait(queue) * (1 - rounding));
    RC_ASSERT(throughput(*longer) >= throughput(queue) * (1 - rounding));
  }));
}

TEST_CASE("with a timeout: more load makes more wait and more time out, one more server fewer") {
  CHECK(rc::check([] {
    const TimedQueue queue = any_queue(1e6, 100);
    const auto busier =
        timed_queue(queue.servers, {queue.load.erlangs * between(1, 1.1)}, queue.hold, queue.timeout);
    const auto wider = timed_queue(queue.servers + 1, queue.load, queue.hold, queue.timeout);
    RC_ASSERT(wait_probability(*busier) >= wait_probability(queue) * (1 - rounding));
    RC_ASSERT(busier->timed_out >= queue.timed_out * (1 - rounding));
    RC_ASSERT(mean_busy(*busier) >= mean_busy(queue) * (1 - rounding));
    RC_ASSERT(wait_probability(*wider) <= wait_probability(queue) * (1 + rounding));
    RC_ASSERT(wider->timed_out <= queue.timed_out * (1 + rounding));
  }));
}

TEST_CASE(
    "Little's law for the servers: busy ones counted over the states are those that the served keep busy") {
  CHECK(rc::check([] {
    const TimedQueue queue = any_queue(100, 100);
    // By PASTA a request sees the states as often as time does; below `servers` they are Poisson's.
    const auto c = static_cast<double>(queue.servers);
    const double counted = queue.at_once * mean_busy_below(queue) + wait_probability(queue) * c;
    RC_ASSERT(agrees(mean_busy(queue), counted, 1e-11));
  }));
}

TEST_CASE("Little's law for the queue: the mean wait is the area under its survival function") {
  CHECK(rc::check([] {
    const TimedQueue queue = any_queue(1e4, 3);
    // Simpson's rule on stretches that grow like the distance to either end.
    const auto area = [&](double from, double to) {
      const auto late = [&](double t) { return late_probability(queue, Duration{t}); };
      return (to - from) / 6 * (late(from) + 4 * late((from + to) / 2) + late(to * (1 - 1e-15)));
    };
    const double half = queue.timeout.seconds / 2;
    double sum = 0;
    double far = half;
    for (int i = 0; i < 800; ++i) {
      const double near = i == 799 ? 0 : far * 0.96;
      sum += area(near, far) + area(queue.timeout.seconds - far, queue.timeout.seconds - near);
      far = near;
    }
    RC_ASSERT(agrees(mean_wait(queue).seconds, sum, 1e-6));
  }));
}

TEST_CASE("Little's law for who waits: the mean queue over the states is the rate times the mean wait") {
  CHECK(rc::check([] {
    // Without a timeout the states above the servers fall by the utilisation from one to the next.
    const Count servers = servers_up_to(1e4);
    const double utilisation = between(0.05, 0.99);
    const TimedQueue queue =
        timed_queue(servers, load_of(servers, utilisation), Duration{0.25}, forever).value();
    double in_line = 0;
    double state = wait_probability(queue) * (1 - utilisation);
    for (int waiting = 1; waiting < 4000; ++waiting) in_line += waiting * (state *= utilisation);
    RC_ASSERT(agrees(mean_queue(queue), in_line, 1e-9));
    const Rate rate = queue.load / queue.hold;
    RC_ASSERT(agrees((rate * mean_wait(queue)).erlangs, in_line, 1e-9));
  }));
}

TEST_CASE("PASTA: who arrives meets all servers busy as often as time does, with a timeout too") {
  CHECK(rc::check([] {
    // What time sees, from the work that is done: the busy ones below `servers` are Poisson's, cut off, so
    // that the mean of all busy is (1 − full)·(mean of those) + full·servers. Solved for `full`.
    const TimedQueue queue = any_queue(200, 3);
    const auto c = static_cast<double>(queue.servers);
    const double below = mean_busy_below(queue);
    const double full = (mean_busy(queue) - below) / (c - below);
    // What arrivals see: those that do not find a server at once.
    RC_ASSERT(std::abs(1 - queue.at_once - full) <= 1e-9 * std::max(1.0, below / (c - below)));
  }));
}

TEST_CASE("Erlang B and C are the ends of the timeout") {
  CHECK(rc::check([] {
    const Count servers = servers_up_to(1e6);
    const Load load = load_of(servers, between(0.05, 0.999));
    const TimedQueue none = timed_queue(servers, load, Duration{0.1}, Duration{0}).value();
    const TimedQueue endless = timed_queue(servers, load, Duration{0.1}, forever).value();
    RC_ASSERT(agrees(none.timed_out, erlang_b(servers, load), 1e-11));
    RC_ASSERT(agrees(wait_probability(endless), erlang_c(servers, load).value(), 1e-11));
    RC_ASSERT(endless.timed_out == 0);
    // The mean of what is above `servers` decays by 1 / (servers − load) holds.
    const double room = static_cast<double>(servers) - load.erlangs;
    RC_ASSERT(agrees(mean_wait(endless).seconds, wait_probability(endless) * 0.1 / room, 1e-10));
  }));
}

TEST_CASE("any hold times: more servers or less load, and fewer wait, for less long") {
  CHECK(rc::check([] {
    const Count servers = servers_up_to(120);
    const double utilisation = between(0.1, 0.9);
    const double cv = between(0.3, 3.2);
    const Distribution hold = *rc::gen::arbitrary<bool>() ? Distribution{lognormal_from(Duration{1}, cv)}
                                                          : Distribution{gamma_from(Duration{1}, cv)};
    const auto predicted = [&](Count count, double load) {
      AsyncpgSettings settings;
      settings.max_size = count;
      return predict(settings, Workload{.rate = {load}, .hold = hold}, {}).wait.value();
    };
    const double load = static_cast<double>(servers) * utilisation;
    const WaitTimes usual = predicted(servers, load);
    // From one number of servers to the next the number of classes may change, and with it the error.
    constexpr double slack = 0.03;
    for (const WaitTimes& better :
         {predicted(servers + 1 + servers / 10, load), predicted(servers, load * 0.9)}) {
      RC_ASSERT(better.probability <= usual.probability + 1e-6);
      RC_ASSERT(better.mean.seconds <= usual.mean.seconds * (1 + slack) + 1e-9);
      RC_ASSERT(better.p99.seconds <= usual.p99.seconds * (1 + slack) + 1e-9);
    }
    RC_ASSERT(usual.p50 <= usual.p90);
    RC_ASSERT(usual.p90 <= usual.p95);
    RC_ASSERT(usual.p95 <= usual.p99);
    RC_ASSERT(usual.p99 <= usual.p999);
  }));
}

TEST_CASE(
    "any hold times with a timeout: what is served and what times out is all there is, and Little's law "
    "holds") {
  CHECK(rc::check([] {
    const Count servers = servers_up_to(40);
    const double load = static_cast<double>(servers) * between(0.3, 1.4);
    const Workload workload{.rate = {load}, .hold = lognormal_from(Duration{1}, between(0.4, 3))};
    AsyncpgSettings settings;
    settings.max_size = servers;
    const auto predicted = [&](double timeout) {
      return predict(settings, workload, {}, {}, std::optional(Duration{timeout}));
    };
    const double timeout = between(0.3, 10);
    const Prediction usual = predicted(timeout);
    const Prediction longer = predicted(timeout * 1.5);
    RC_ASSERT(agrees(usual.throughput.per_second, load * (1 - usual.timeout_probability), 1e-9));
    RC_ASSERT(agrees(usual.mean_busy, usual.throughput.per_second * 1.0, 1e-9));  // the holds have mean 1
    RC_ASSERT(usual.mean_busy <= static_cast<double>(servers) * 1.01);
    RC_ASSERT(usual.wait->p999.seconds <= timeout * (1 + rounding));
    RC_ASSERT(longer.timeout_probability <= usual.timeout_probability + 0.002);
    RC_ASSERT(longer.wait->probability >= usual.wait->probability - 0.002);
  }));
}

TEST_CASE("the quantile of the wait undoes its survival function") {
  CHECK(rc::check([] {
    const TimedQueue queue = any_queue(1e6, 3);
    const double percentile = *rc::gen::inRange(1, 1000) / 1e3;
    const auto wait = wait_quantile(queue, percentile);
    if (!wait) {
      RC_ASSERT(queue.timed_out > 1 - percentile);
    } else if (*wait == Duration{0}) {
      RC_ASSERT(wait_probability(queue) <= 1 - percentile);
    } else if (*wait < queue.timeout) {
      RC_ASSERT(late_probability(queue, *wait * (1 + rounding)) <= 1 - percentile + rounding);
      RC_ASSERT(late_probability(queue, *wait * (1 - rounding)) >= 1 - percentile - rounding);
    }
  }));
}

TEST_CASE("users: another server helps, another user adds work but never more than there are servers") {
  CHECK(rc::check([] {
    const Count users = servers_up_to(1e9);
    const Count servers = servers_up_to(1e4);
    const Duration hold{0.1};
    const Duration think =
        hold * (static_cast<double>(users) / static_cast<double>(servers) * between(0.3, 3));
    const ClosedQueue queue = closed_queue(users, servers, think, hold);
    const ClosedQueue wider = closed_queue(users, servers + 1, think, hold);
    const ClosedQueue busier = closed_queue(users + 1, servers, think, hold);
    RC_ASSERT(wider.wait_probability <= queue.wait_probability * (1 + 1e-11));
    RC_ASSERT(wider.mean_wait <= queue.mean_wait * (1 + 1e-11));
    RC_ASSERT(busier.throughput >= queue.throughput * (1 - rounding));
    RC_ASSERT(busier.mean_wait >= queue.mean_wait * (1 - 1e-11));
    RC_ASSERT(queue.mean_busy <= static_cast<double>(std::min(users, servers)) * (1 + rounding));
  }));
}

TEST_CASE(
    "connections: as many as are kept or busy, at most the capacity, and opened only by who need not wait") {
  CHECK(rc::check([] {
    const Count pool_size = *rc::gen::inRange(0, 300);
    const Count max_overflow = *rc::gen::inRange(pool_size == 0 ? 1 : 0, 300);
    const Count capacity = pool_size + max_overflow;
    const Load load = load_of(capacity, between(1e-3, 3));
    const auto queue = timed_queue(capacity, load, Duration{0.1}, Duration{between(1e-3, 10)});
    const Churn result = churn(pool_size, max_overflow, load, wait_probability(*queue));
    RC_ASSERT(result.mean_open >= static_cast<double>(pool_size) * (1 - rounding));
    RC_ASSERT(result.mean_open <= static_cast<double>(capacity) * (1 + rounding));
    RC_ASSERT(agrees(result.mean_open - result.mean_idle, mean_busy(*queue), 1e-9));
    RC_ASSERT(result.mean_idle <= static_cast<double>(pool_size) * (1 + rounding));
    RC_ASSERT(result.opened_per_request <= queue->at_once + rounding);
  }));
}
