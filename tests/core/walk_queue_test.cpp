#include "core/walk_queue.hpp"

#include "../reference/table.hpp"
#include "core/bursts.hpp"
#include "core/deterministic_queue.hpp"

#include <poolsize/fit.hpp>

#include <doctest/doctest.h>

#include <cmath>

using namespace poolsize;
using namespace poolsize::literals;
using reference::agrees;

TEST_CASE("equal holds and Poisson arrivals come out of the walk") {
  for (const Count servers : {1, 2, 7, 30, 100}) {
    CAPTURE(servers);
    for (const double utilisation : {0.5, 0.8, 0.95}) {
      CAPTURE(utilisation);
      const Load load{utilisation * static_cast<double>(servers)};
      const DeterministicQueue exact(servers, load);
      if (exact.late(0) < 1e-6) continue;
      const OfferedWait wait = walk_wait(servers, load, Deterministic{100_ms}, 1).value();
      CHECK(agrees(wait.waits, exact.late(0), 1e-3));
      CHECK(agrees(wait.mean, exact.mean(), 1e-3));
      for (const double t : {0.01, 0.1, 0.6, 2.0})
        if (exact.late(t) > 1e-6) CHECK(agrees(wait.late(t), exact.late(t), 2e-3));
    }
  }
}

TEST_CASE("exponential holds behind one server with gaps of any scv come out of the walk") {
  const Gamma exponential{1, 100_ms};
  for (const double scv : {0.0, 0.25, 0.9, 1.5, 4.0, 30.0}) {
    CAPTURE(scv);
    for (const double utilisation : {0.3, 0.7, 0.95, 0.999}) {
      CAPTURE(utilisation);
      const OfferedWait exact = bursty_exponential_wait(1, {utilisation}, scv);
      const OfferedWait wait = walk_wait(1, {utilisation}, exponential, scv).value();
      CHECK(agrees(wait.waits, exact.waits, 3e-3));
      CHECK(agrees(wait.mean, exact.mean, 5e-3));
      CHECK(agrees(wait.late(1), exact.late(1), 5e-3));
    }
  }
}

TEST_CASE("one server with Poisson arrivals waits as long as Pollaczek and Khinchine say") {
  for (const Distribution& hold : {Distribution{lognormal_from(100_ms, 2)},
                                   Distribution{gamma_from(3_s, 0.5)}, Distribution{gamma_from(3_s, 2)}}) {
    for (const double utilisation : {0.3, 0.6, 0.9, 0.99, 0.9999}) {
      CAPTURE(utilisation);
      const OfferedWait wait = walk_wait(1, {utilisation}, hold, 1).value();
      CHECK(agrees(wait.waits, utilisation, 3e-3));
      CHECK(agrees(wait.mean, utilisation * (1 + scv(hold)) / 2 / (1 - utilisation), 5e-3));
    }
  }
}

TEST_CASE("what comes as regularly as it is served never waits") {
  for (const Count servers : {1, 20, 1'000'000'000}) {
    const OfferedWait wait =
        walk_wait(servers, {0.9 * static_cast<double>(servers)}, Deterministic{1_s}, 0).value();
    CHECK(wait.waits == 0);
    CHECK(wait.mean == 0);
    CHECK(wait.late(0) == 0);
  }
}

TEST_CASE("sums of many gaps of two classes agree with those of one less") {
  for (const Count servers : {50, 100, 150, 300}) {
    CAPTURE(servers);
    const auto c = static_cast<double>(servers);
    const auto at = [&](Count count) {
      const double load = static_cast<double>(count) - 0.5 * std::sqrt(static_cast<double>(count));
      return walk_wait(count, {load}, Deterministic{1_s}, 4).value().waits;
    };
    CHECK(agrees(at(servers + 1), at(servers), 0.2 / c));
  }
}
