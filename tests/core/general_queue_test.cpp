#include "core/general_queue.hpp"

#include "../reference/table.hpp"
#include "core/bursts.hpp"
#include "core/deterministic_queue.hpp"
#include "core/hyperexponential_queue.hpp"
#include "core/likeness.hpp"
#include "core/one_server_queue.hpp"
#include "core/steady_queue.hpp"
#include "core/two_phases.hpp"

#include <poolsize/erlang.hpp>
#include <poolsize/fit.hpp>
#include <poolsize/prediction.hpp>

#include <doctest/doctest.h>

#include <cmath>

using namespace poolsize;
using namespace poolsize::literals;
using reference::agrees;

namespace {

Workload workload(Rate rate, Distribution hold) { return {.rate = rate, .hold = std::move(hold)}; }

Prediction predicted(Count servers, const Workload& load, Duration patience) {
  AsyncpgSettings settings;
  settings.max_size = servers;
  return predict(settings, load, {}, {}, patience);
}

}  // namespace

TEST_CASE("M/H2/c agrees with its chain solved as a linear system") {
  const auto rows = reference::read_table("hyperexponential.csv");
  CHECK(rows.size() == 10);
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const double share = row.number("share");
    const Phases phases{{share, row.number("fast")}, {1 - share, row.number("slow")}};
    const WaitTail tail = hyperexponential_wait(row.count("servers"), {row.number("load")}, phases);
    CHECK(agrees(tail(0), row.number("wait_probability"), 1e-9));
    CHECK(agrees(tail.mean(), row.number("mean_wait"), 1e-9));
    CHECK(agrees(tail(row.number("t")), row.number("late"), 1e-9));
  }
}

TEST_CASE("M/D/c agrees with Erlang's series and Crommelin's roots in high precision") {
  const auto rows = reference::read_table("deterministic.csv");
  CHECK(rows.size() == 31);
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const DeterministicQueue queue(row.count("servers"), {row.number("load")});
    CHECK(agrees(queue.late(row.number("t")), row.number("late"), 1e-9));
    CHECK(agrees(queue.mean(), row.number("mean_wait"), 1e-9));
  }
}

TEST_CASE("with many servers two phases keep the mean equal to the area under the tail") {
  const Phases phases = likened(lognormal_from(1_s, 2), 2).phases.classes();
  for (const double timeout : {0.5, 5.0, static_cast<double>(INFINITY)})
    for (const double utilisation : {0.5, 0.8, 0.99}) {
      CAPTURE(utilisation);
      CAPTURE(timeout);
      const WaitTail tail = hyperexponential_wait(100, {100 * utilisation}, phases, timeout);
      CHECK(tail(0) > 0);
      CHECK(tail(0) < 1);
      double area = 0;
      const double end = std::min(timeout, 200.0);
      for (double t = 0; t < end;) {
        const double next = std::min(1.02 * t + 0.001, end);
        area += (next - t) * ((tail(t) + 4 * tail((t + next) / 2) + tail(next)) / 6 - tail.timed_out);
        CHECK(tail(next) <= tail(t) + 1e-30);
        t = next;
      }
      CHECK(agrees(area, tail.mean(), 1e-6));
    }
}

TEST_CASE("with a timeout, one server: two classes agree with those who would wait too long taken out") {
  // Exact for one server, by a way of its own: with_timeout.
  const Phases phases{{0.9, 1.8}, {0.1, 0.2}};
  for (const double utilisation : {0.3, 0.9})
    for (const double timeout : {0.2, 1.0, 20.0}) {
      CAPTURE(utilisation);
      CAPTURE(timeout);
      const WaitTail patient = hyperexponential_wait(1, {utilisation}, phases);
      const OfferedWait expected =
          with_timeout({.waits = patient(0), .mean = patient.mean(), .late = patient}, utilisation, timeout);
      const WaitTail tail = hyperexponential_wait(1, {utilisation}, phases, timeout);
      CHECK(agrees(tail.timed_out, expected.timed_out, 1e-9));
      CHECK(agrees(tail(0), expected.waits, 1e-9));
      CHECK(agrees(tail(timeout / 3), expected.late(timeout / 3), 1e-9));
      CHECK(agrees(tail.mean(), expected.mean, 1e-7));
    }
}

TEST_CASE("with a timeout: two classes that are one are M/M/c+D, overloaded too") {
  const Phases phases{{0.5, 1.00001}, {0.5, 0.99999}};
  for (const Count servers : {1, 7, 40})
    for (const double utilisation : {0.5, 1.0, 2.0})
      for (const double timeout : {0.1, 3.0}) {
        CAPTURE(servers);
        CAPTURE(utilisation);
        CAPTURE(timeout);
        const Load load{utilisation * static_cast<double>(servers)};
        const TimedQueue expected = timed_queue(servers, load, 1_s, Duration{timeout}).value();
        const WaitTail tail = hyperexponential_wait(servers, load, phases, timeout);
        CHECK(agrees(tail.timed_out, expected.timed_out, 1e-5));
        CHECK(agrees(tail(0), wait_probability(expected), 1e-5));
        CHECK(agrees(tail(timeout / 2), late_probability(expected, Duration{timeout / 2}), 1e-5));
        CHECK(agrees(tail.mean(), served_mean_wait(expected).seconds * (1 - expected.timed_out), 1e-5));
      }
}

TEST_CASE("a timeout that nears zero leaves Erlang's loss system, whatever the classes") {
  const Phases phases{{0.9, 1.8}, {0.1, 0.2}};
  for (const Count servers : {1, 5, 60}) {
    CAPTURE(servers);
    const Load load{0.9 * static_cast<double>(servers)};
    CHECK(
        agrees(hyperexponential_wait(servers, load, phases, 1e-9).timed_out, erlang_b(servers, load), 1e-6));
  }
}

TEST_CASE("hold times are likened to others with their scv") {
  for (const Distribution& hold : {Distribution{lognormal_from(40_ms, 1.2)}, Distribution{gamma_from(3_s, 3)},
                                   Distribution{pareto_from(1_ms, 1.5)}, Distribution{lognormal_from(1_s, 1)},
                                   Distribution{gamma_from(1_s, 0.7)}}) {
    CAPTURE(family_name(hold));
    const Likened like = likened(hold, 2);
    const TwoPhases& phases = like.phases;
    const double mean = phases.share / phases.fast + (1 - phases.share) / phases.slow;
    const double second =
        2 * phases.share / (phases.fast * phases.fast) + 2 * (1 - phases.share) / (phases.slow * phases.slow);
    CHECK(agrees(mean, 1, 1e-9));
    CHECK(agrees(like.share * (second - 1), scv(hold), 1e-6));
    CHECK(like.share > 0);
    CHECK(like.share <= 1);
  }
}

TEST_CASE("gamma holds with scv 1 are exponential, lognormal ones are not") {
  CHECK(likened(gamma_from(1_s, 1), 2).exponential());
  CHECK(likened(gamma_from(1_s, 1), 2).share == doctest::Approx(1));
  CHECK_FALSE(likened(lognormal_from(1_s, 1), 2).exponential());
  CHECK(likened(lognormal_from(1_s, 1), 2).share < 0.9);
}

TEST_CASE("hyperexponential holds are their own two phases, and their queue is exact") {
  const Likened like = likened(hyperexponential_from(1_s, 2), 2);
  // Balanced means, scv 4: share (1 + √(3/5)) / 2, rates 2·share and 2·(1 − share).
  const double share = (1 + std::sqrt(0.6)) / 2;
  CHECK(agrees(like.phases.share, share, 1e-12));
  CHECK(agrees(like.phases.fast, 2 * share, 1e-12));
  CHECK(agrees(like.phases.slow, 2 * (1 - share), 1e-12));
  for (const Duration patience : {forever, 50_ms})
    CHECK(predicted(12, workload(100_per_s, hyperexponential_from(100_ms, 2)), patience).model.exact);
}

TEST_CASE("one server: M/D/1, M/M/1 and M/H2/1 come out of the grid") {
  const auto compare = [](const Distribution& hold, auto late) {
    for (const double utilisation : {0.3, 0.9}) {
      const OfferedWait wait = one_server_wait(utilisation, hold, INFINITY);
      for (const double t : {0.0, 0.1, 0.7, 1.5, 4.0, 10.0})
        CHECK(wait.late(t) == doctest::Approx(late(utilisation, t)).epsilon(1e-3));
    }
  };
  compare(Exponential{1_s}, [](double rho, double t) { return rho * std::exp(-(1 - rho) * t); });
  compare(Deterministic{1_s}, [](double rho, double t) { return DeterministicQueue(1, {rho}).late(t); });
  compare(hyperexponential_from(1_s, 2), [](double rho, double t) {
    return hyperexponential_wait(1, {rho}, likened(hyperexponential_from(1_s, 2), 2).phases.classes())(t);
  });
}

TEST_CASE(
    "one server, where more is asked than can be done: M/M/1+D, and nothing but time-outs when it is "
    "endless") {
  for (const double utilisation : {1.0, 1.2, 3.0}) {
    CAPTURE(utilisation);
    for (const double timeout : {0.3, 1.0, 10.0, 100.0}) {
      CAPTURE(timeout);
      REQUIRE(one_server_solved(utilisation, timeout));
      const OfferedWait wait = one_server_wait(utilisation, Exponential{1_s}, timeout);
      const OfferedWait exact = exponential_wait(1, {utilisation}, timeout);
      CHECK(agrees(wait.waits, exact.waits, 1e-6));
      CHECK(agrees(wait.timed_out, exact.timed_out, 1e-5));
      CHECK(agrees(wait.mean, exact.mean, 1e-6));
      for (const double share : {0.0, 0.2, 0.5, 0.9, 1.0})
        CHECK(agrees(wait.late(share * timeout), exact.late(share * timeout), 1e-5));
    }
  }
  CHECK(agrees(one_server_wait(1.5, Deterministic{1_s}, 200).timed_out, 1.0 / 3, 1e-9));
  CHECK(!one_server_solved(1.5, 1e6));
  CHECK(one_server_solved(0.9, 1e6));
}

TEST_CASE("one server: the mean wait of Pollaczek and Khinchine for every family") {
  for (const double cv : {0.0, 0.5, 0.8, 1.5, 3.0}) {
    CAPTURE(cv);
    const Workload load = workload(8_per_s, fit_moments(100_ms, cv));
    const Prediction prediction = predicted(1, load, forever);
    CHECK(agrees(prediction.wait.value().mean.seconds, 0.8 * 0.1 * (1 + cv * cv) / 2 / 0.2, 1e-6));
    CHECK(agrees(prediction.wait.value().probability, 0.8, 1e-6));
  }
}

TEST_CASE("an scv that nears 1 nears M/M/c+D from both sides") {
  const auto exact = timed_queue(15, {13}, 100_ms, 300_ms).value();
  for (const double cv : {0.999, 1.001}) {
    CAPTURE(cv);
    const Prediction prediction = predicted(15, workload(130_per_s, gamma_from(100_ms, cv)), 300_ms);
    CHECK(agrees(prediction.wait.value().probability, wait_probability(exact), 0.01));
    CHECK(agrees(prediction.wait.value().mean.seconds, served_mean_wait(exact).seconds, 0.01));
    CHECK(agrees(prediction.timeout_probability, exact.timed_out, 0.01));
  }
}

TEST_CASE("without a queue only the mean hold matters") {
  const Prediction prediction = predicted(10, workload(80_per_s, lognormal_from(100_ms, 3)), 0_s);
  CHECK(agrees(prediction.timeout_probability, erlang_b(10, {8}), 1e-12));
  CHECK(prediction.model.exact);
}

TEST_CASE("one server is exact for every hold time, in overload with any timeout that is not long") {
  CHECK(predicted(1, workload(8_per_s, lognormal_from(100_ms, 2)), forever).model.exact);
  CHECK(predicted(1, workload(8_per_s, gamma_from(100_ms, 0.5)), 1_s).model.exact);
  CHECK(predicted(1, workload(12_per_s, gamma_from(100_ms, 0.5)), 1_s).model.exact);
  CHECK(predicted(1, workload(12_per_s, Deterministic{100_ms}), 30_s).model.exact);
  CHECK_FALSE(predicted(1, workload(12_per_s, gamma_from(100_ms, 0.5)), 60_s).model.exact);
  CHECK_FALSE(predicted(2, workload(8_per_s, gamma_from(100_ms, 0.5)), 1_s).model.exact);
}

TEST_CASE("equal holds are exact where nobody gives up and the sums end") {
  CHECK(predicted(12, workload(100_per_s, Deterministic{100_ms}), forever).model.exact);
  CHECK_FALSE(predicted(12, workload(100_per_s, Deterministic{100_ms}), 30_s).model.exact);
  CHECK_FALSE(predicted(12, workload(119.9_per_s, Deterministic{100_ms}), forever).model.exact);
  CHECK_FALSE(predicted(12, workload(100_per_s, gamma_from(100_ms, 0.5)), forever).model.exact);
}

TEST_CASE("equal holds have a tail that goes on as it is far out") {
  for (const Count servers : {1, 5, 60}) {
    CAPTURE(servers);
    const DeterministicQueue queue(servers, {0.8 * static_cast<double>(servers)});
    double t = 4;
    const double ratio = queue.late(t + 1) / queue.late(t);
    for (; queue.late(t + 1) > 1e-250; t += 1) CHECK(agrees(queue.late(t + 1) / queue.late(t), ratio, 1e-3));
    CHECK(queue.late(1e12) == 0);
  }
}

TEST_CASE("overloaded the time-outs take what is too much") {
  for (const double cv : {0.0, 0.5, 2.0}) {
    CAPTURE(cv);
    const Prediction prediction = predicted(10, workload(200_per_s, fit_moments(100_ms, cv)), 30_s);
    CHECK(agrees(prediction.timeout_probability, 0.5, 1e-6));
    CHECK(agrees(prediction.throughput.per_second, 100, 1e-6));
  }
  CHECK_FALSE(predicted(10, workload(200_per_s, lognormal_from(100_ms, 2)), forever).wait);
}

TEST_CASE("more servers than are solved keep the waits growing with utilisation and shrinking with servers") {
  double before = 1e9;
  for (const double cv : {0.0, 0.5, 2.0})
    for (const Count servers : {100, 200'100, 1'000'000'000}) {
      CAPTURE(servers);
      const auto load = 0.9995 * static_cast<double>(servers);
      const Prediction prediction =
          predicted(servers, workload(Load{load} / 100_ms, fit_moments(100_ms, cv)), 30_s);
      CHECK(prediction.wait.value().probability >= 0);
      CHECK(prediction.wait.value().probability <= 1);
      CHECK(prediction.wait.value().p99 <= prediction.wait.value().p999);
    }
  for (const Count servers : {90, 99, 100, 101, 110, 1'000, 1'000'000'000}) {
    CAPTURE(servers);
    const auto load = static_cast<double>(servers) - 2 * std::sqrt(static_cast<double>(servers));
    const Prediction prediction =
        predicted(servers, workload(Load{load} / 100_ms, lognormal_from(100_ms, 2)), 30_s);
    const double mean = prediction.wait.value().mean.seconds;
    CHECK(mean > 0);
    CHECK(mean < before);
    before = mean;
  }
}

TEST_CASE("exponential holds behind other gaps than Poisson's: D/M/1 and H2/M/1 by their equations") {
  for (const double utilisation : {0.2, 0.7, 0.99}) {
    CAPTURE(utilisation);
    // P(wait > 0) is the σ in (0, 1) with σ = E[e^(−(1 − σ)·gap/hold)] (L. Kleinrock 1975, Queueing Systems
    // I, section 6.4), and the wait is then exponential with rate 1 − σ.
    const double regular = bursty_exponential_wait(1, {utilisation}, 0).waits;
    CHECK(agrees(regular, std::exp(-(1 - regular) / utilisation), 1e-9));
    const OfferedWait wait = bursty_exponential_wait(1, {utilisation}, 4);
    const double share = (1 + std::sqrt(0.6)) / 2;
    const double s = (1 - wait.waits) / utilisation;
    const double transform =
        2 * share * share / (2 * share + s) + 2 * (1 - share) * (1 - share) / (2 * (1 - share) + s);
    CHECK(agrees(wait.waits, transform, 1e-9));
    CHECK(agrees(wait.mean, wait.waits / (1 - wait.waits), 1e-9));
  }
}

TEST_CASE("gaps with scv 1 are Poisson's") {
  for (const Count servers : {1, 5, 50, 1'000, 1'000'000}) {
    CAPTURE(servers);
    const auto c = static_cast<double>(servers);
    const Load load{c - std::sqrt(c) / 2};
    const OfferedWait wait = bursty_exponential_wait(servers, load, 1);
    CHECK(agrees(wait.waits, erlang_c(servers, load).value(), 1e-6));
    CHECK(agrees(wait.mean, wait.waits / (c - load.erlangs), 1e-6));
  }
}

TEST_CASE("burstier gaps make more wait, and for longer, whatever the holds") {
  for (const double cv : {0.0, 0.5, 1.0, 2.0})
    for (const Count servers : {1, 12, 150}) {
      CAPTURE(cv);
      CAPTURE(servers);
      double before = -1;  // what comes as regularly as it is served never waits
      for (const double arrivals : {0.0, 0.3, 0.9, 1.0, 1.1, 3.0, 20.0}) {
        CAPTURE(arrivals);
        Workload bursty =
            workload(Load{0.8 * static_cast<double>(servers)} / 100_ms, fit_moments(100_ms, cv));
        bursty.arrivals_scv = arrivals;
        const double mean = predicted(servers, bursty, forever).wait.value().mean.seconds;
        CHECK(mean > before);
        before = mean;
      }
    }
}

TEST_CASE("bursts that time out, and bursts that are too much") {
  Workload bursty = workload(130_per_s, gamma_from(100_ms, 0.7));
  bursty.arrivals_scv = 4;
  const Prediction loose = predicted(15, bursty, 10_s);
  const Prediction tight = predicted(15, bursty, 100_ms);
  CHECK(tight.timeout_probability > loose.timeout_probability);
  CHECK(tight.wait.value().p999 <= 100_ms);
  CHECK_FALSE(tight.model.exact);
  bursty.rate = 300_per_s;
  CHECK(agrees(predicted(15, bursty, 10_s).timeout_probability, 0.5, 1e-3));
  CHECK_FALSE(predicted(15, bursty, forever).wait);
  bursty.rate = 130_per_s;
  CHECK_FALSE(predicted(15, bursty, 0_s).model.exact);
}

TEST_CASE("where regular gaps leave nobody waiting, nobody waits") {
  Workload regular = workload(2_per_s, Exponential{80_ms});
  regular.arrivals_scv = 0;
  for (const Duration patience : {forever, 30_s}) {
    const Prediction prediction = predicted(5, regular, patience);
    CHECK(prediction.wait.value().probability < 1e-9);
    CHECK(prediction.wait.value().p999 == 0_s);
    CHECK(prediction.timeout_probability < 1e-9);
  }
}
