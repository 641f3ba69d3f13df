#include "core/processor_sharing.hpp"

#include "../reference/table.hpp"
#include "core/simulation/connect_processors.hpp"

#include <poolsize/erlang.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <random>
#include <vector>

using namespace poolsize;

namespace {

double longer(double t, double load) { return shared_longer_than({t}, {load}, {1}); }

/// How long each of those who come at random is at processors that others have too, played.
std::vector<double> played(double load, int count, Count shared_out = 1) {
  std::mt19937_64 random(20'261'125);
  ConnectProcessors processors(1, shared_out);
  std::vector<double> joined;
  std::vector<double> sojourns;
  double now = 0;
  while (joined.size() < static_cast<std::size_t>(count)) {
    now += -std::log(1 - static_cast<double>(random() >> 11) * 0x1p-53) / load;
    while (processors.time() <= now) {
      const double end = processors.time();
      sojourns.push_back(end - joined.at(processors.finish()));
    }
    processors.join(0, static_cast<Tournament::Player>(joined.size()), 1, now);
    joined.push_back(now);
  }
  return sojourns;
}

double share_above(double t, const std::vector<double>& sojourns) {
  return static_cast<double>(std::ranges::count_if(sojourns, [t](double s) { return s > t + 1e-9; })) /
         static_cast<double>(sojourns.size());
}

}  // namespace

TEST_CASE("sojourns at a shared processor agree with the transform's inverse in 60 digits") {
  const auto rows = reference::read_table("processor_sharing.csv");
  CHECK(rows.size() == 66);
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const double result = longer(1 + row.number("delay"), row.number("load"));
    const bool bends = row.number("delay") == 1;
    CHECK(std::abs(result - row.number("longer")) < (bends ? 1e-3 : 1e-4));
  }
}

TEST_CASE("sojourns at a shared processor are as they are played") {
  for (const double load : {0.1, 0.4, 0.7}) {
    const std::vector<double> sojourns = played(load, 400'000);
    for (const double t : {1.0, 1.01, 1.5, 2.0, 3.0, 5.0}) {
      CAPTURE(load);
      CAPTURE(t);
      // Those that come one after the other share a fate: 4 standard errors of a tenth as many.
      const double expected = longer(t, load);
      CHECK(std::abs(share_above(t, sojourns) - expected) <
            4 * std::sqrt(expected * (1 - expected) / 40'000));
    }
  }
}

TEST_CASE("a shared processor doubles the time on average when it is half busy, whatever the work") {
  // L. Kleinrock, Queueing Systems 2, 1976, section 4.4: work / (1 - load).
  for (const double load : {0.2, 0.5, 0.8}) {
    constexpr double width = 0.01;
    double mean = 1;
    for (int i = 0; i < 12'000; ++i) mean += width * longer(1 + width * (i + 0.5), load);
    CHECK(mean == doctest::Approx(1 / (1 - load)).epsilon(1e-3));
  }
}

TEST_CASE("alone nobody takes longer, and at more than can be done nobody is ever through") {
  CHECK(longer(0.99, 0.3) == 1);
  CHECK(longer(1, 0) == 0);
  CHECK(longer(1, 0.3) == doctest::Approx(1 - 0.7 * std::exp(-0.3)).epsilon(1e-12));
  CHECK(longer(1e6, 1) == 1);
  CHECK(longer(1e6, 0.5) < 1e-9);
}

TEST_CASE("sojourns at several processors are nearly as they are played, and on average exactly") {
  struct Row {
    Count processors;
    double load;
  };
  for (const Row& row : {Row{2, 0.3}, Row{2, 1}, Row{2, 1.6}, Row{3, 1.5}, Row{8, 6}}) {
    CAPTURE(row.processors);
    CAPTURE(row.load);
    const std::vector<double> sojourns = played(row.load, 400'000, row.processors);
    const auto expected = [&](double t) { return shared_longer_than({t}, {row.load}, {1}, row.processors); };
    for (const double t : {1.25, 1.5, 2.0, 3.0}) {
      CAPTURE(t);
      CHECK(std::abs(share_above(t, sojourns) - expected(t)) < 0.03);
    }
    // By Little's law from how many are there: as many as in M/M/m.
    constexpr double width = 0.005;
    double mean = 1;
    for (int i = 0; i < 8'000; ++i) mean += width * expected(1 + width * (i + 0.5));
    const double more =
        *erlang_c(row.processors, {row.load}) / (static_cast<double>(row.processors) - row.load);
    CHECK(mean == doctest::Approx(1 + more).epsilon(2e-3));
  }
}

TEST_CASE("three that meet at two processors have two thirds of one each, and two have one each") {
  ConnectProcessors processors(1, 2);
  processors.join(0, 4, 2, 0);
  processors.join(0, 6, 2, 0.5);
  CHECK(processors.time() == 2);
  processors.join(0, 8, 2, 1);  // the first has 1 left
  CHECK(processors.time() == 2.5);
  CHECK(processors.finish() == 4);
  CHECK(processors.time() == doctest::Approx(3));  // the second had 1.5 left, and 1 is done
  CHECK(processors.finish() == 6);
  CHECK(processors.time() == doctest::Approx(3.5));
}

TEST_CASE("two that meet at a processor have half of it each") {
  ConnectProcessors processors(2, 1);
  processors.join(0, 4, 2, 0);
  CHECK(processors.time() == 2);
  processors.join(0, 6, 2, 1);  // the first has 1 left, and half of the processor
  CHECK(processors.time() == 3);
  processors.join(1, 5, 2, 1);  // elsewhere
  CHECK(processors.time() == 3);
  processors.leave(0, 9, 1);  // is not on
  CHECK(processors.time() == 3);
  CHECK(processors.finish() == 4);
  CHECK(processors.time() == 3);
  CHECK(processors.finish() == 5);
  CHECK(processors.time() == 4);
  processors.join(0, 8, 2, 3.5);  // the second has a half left
  processors.leave(0, 8, 4);      // and then a quarter
  CHECK(processors.time() == 4.25);
  CHECK(processors.finish() == 6);
  CHECK(processors.time() == std::numeric_limits<double>::infinity());
}

TEST_CASE("who has less left is through first, and of those who have as much who came first") {
  ConnectProcessors processors(1, 1);
  processors.join(0, 4, 3, 0);
  processors.join(0, 6, 1, 1);  // the first has 2 left
  CHECK(processors.time() == 3);
  CHECK(processors.finish() == 6);
  processors.join(0, 8, 1, 3);  // as much as the first has left
  CHECK(processors.time() == 5);
  CHECK(processors.finish() == 4);
  CHECK(processors.time() == 5);
  CHECK(processors.finish() == 8);
}
