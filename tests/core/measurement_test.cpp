#include <poolsize/measurement.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <random>

using namespace poolsize;

namespace {

/// Draws that are the same everywhere.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : engine_(seed) {}
  double uniform() { return (static_cast<double>(engine_() >> 11U) + 0.5) * 0x1p-53; }
  double exponential(double mean) { return -mean * std::log(uniform()); }

 private:
  std::mt19937_64 engine_;
};

Measurement played(int count, const std::function<double()>& gap, const std::function<double()>& hold,
                   MeasuringConditions conditions = {}) {
  Measuring measuring(conditions);
  double now = 0;
  for (int i = 0; i < count; ++i) {
    measuring.add({.at = {now}, .hold = {hold()}});
    now += gap();
  }
  return measuring.result();
}

const auto constant = [] { return 0.1; };

bool holds(const Estimate<double>& interval, double truth) {
  return interval.low <= truth && truth <= interval.high;
}

}  // namespace

TEST_CASE("what few requests say is exact") {
  Measuring measuring;
  for (const auto& [at, hold] : {std::pair{100.0, 1.5}, {101.0, 5.0}, {103.0, 1.0}, {104.0, 0.5}})
    measuring.add({.at = {at}, .hold = {hold}});
  const Measurement result = measuring.result();
  CHECK(result.requests == 4);
  CHECK(result.window == Duration{4});
  CHECK(result.rate.value == Rate{0.75});
  CHECK(result.gaps->scv.value == doctest::Approx(0.125));  // gaps 1, 2, 1: variance 2/9, mean 4/3
  CHECK(result.holds->mean.value == Duration{2});
  CHECK(result.holds->scv.value == doctest::Approx(12.5 / 4 / 4));
  CHECK(result.holds->longest == Duration{5});
  CHECK(result.holds->percentiles.front().hold.value.seconds == doctest::Approx(1).epsilon(0.001));
  CHECK(result.busy->mean == doctest::Approx((1 + 2 * 0.5 + 1.5 + 2) / 4));  // 1, 2 to 101.5, 1 to 103, 2
}

TEST_CASE("without holds there are arrivals alone") {
  const Measurement result = played(100, constant, constant, {.has_holds = false});
  CHECK_FALSE(result.holds);
  CHECK_FALSE(result.busy);
  CHECK(result.rate.value.per_second == doctest::Approx(10));
}

TEST_CASE("95 % intervals hold the truth in 95 % of the cases") {
  constexpr int runs = 400;
  constexpr int requests = 2000;
  int rate = 0;
  int gaps = 0;
  int mean = 0;
  int spread = 0;
  int p95 = 0;
  int poisson = 0;
  int steady = 0;
  for (int run = 0; run < runs; ++run) {
    Draws draws(static_cast<std::uint64_t>(run));
    const Measurement result = played(
        requests, [&] { return draws.exponential(0.01); }, [&] { return draws.exponential(0.1); });
    rate += result.rate.low <= Rate{100} && Rate{100} <= result.rate.high ? 1 : 0;
    gaps += holds(result.gaps->scv, 1) ? 1 : 0;
    mean += result.holds->mean.low <= Duration{0.1} && Duration{0.1} <= result.holds->mean.high ? 1 : 0;
    spread += holds(result.holds->scv, 1) ? 1 : 0;
    const Estimate<Duration>& at = result.holds->percentiles[2].hold;
    const double truth = 0.1 * std::log(20);
    p95 += at.low.seconds <= truth && truth <= at.high.seconds ? 1 : 0;
    poisson += result.gaps->pattern == GapPattern::poisson ? 1 : 0;
    steady += result.gaps->steady ? 1 : 0;
  }
  // Three standard errors of a share of 95 % among 400 are 3.3 %; those of a squared spread converge slowly
  // for what is skewed, which costs a few more.
  for (const int covered : {rate, mean, p95, poisson}) {
    CHECK(covered >= 0.917 * runs);
    CHECK(covered <= 0.983 * runs);
  }
  for (const int covered : {gaps, spread}) CHECK(covered >= 0.87 * runs);
  CHECK(steady >= 0.99 * runs);
}

TEST_CASE("how requests come is told apart") {
  struct Row {
    const char* name;
    std::function<double(Draws&)> gap;
    GapPattern pattern;
    double scv;
  };
  const Row rows[] = {
      {"Poisson", [](Draws& draws) { return draws.exponential(0.01); }, GapPattern::poisson, 1},
      {"a clock", [](Draws&) { return 0.01; }, GapPattern::regular, 0},
      {"Erlang-2", [](Draws& d) { return d.exponential(0.005) + d.exponential(0.005); }, GapPattern::regular,
       0.5},
      {"two classes", [](Draws& d) { return d.exponential(d.uniform() < 0.1 ? 0.05 : 0.05 / 9); },
       GapPattern::bursty, 2 * (0.1 * 25 + 0.9 * 25 / 81) - 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Draws draws(3);
    const Measurement result = played(
        50'000, [&] { return row.gap(draws); }, constant);
    CHECK(result.gaps->pattern == row.pattern);
    CHECK(result.gaps->scv.value == doctest::Approx(row.scv).epsilon(0.05));
    CHECK(result.gaps->steady);
  }
}

TEST_CASE("a rate that changes is told, and measured step by step") {
  Draws draws(3);
  double now = 0;
  const auto gap = [&] {  // 50/s for a minute, 150/s for the next
    const double each = draws.exponential(std::fmod(now, 120) < 60 ? 0.02 : 1 / 150.0);
    now += each;
    return each;
  };
  const Measurement result = played(60'000, gap, constant, {.step = Duration{60}});
  CHECK_FALSE(result.gaps->steady);
  CHECK(result.gaps->pattern == GapPattern::poisson);  // within a minute
  CHECK(result.gaps->scv.value == doctest::Approx(1).epsilon(0.02));
  REQUIRE(result.profile.size() == 10);
  for (std::size_t i = 0; i < result.profile.size(); ++i) {
    CHECK(result.profile[i].from == Duration{60.0 * static_cast<double>(i)});
    const double rate = i % 2 == 0 ? 50 : 150;
    CHECK(result.profile[i].rate.per_second == doctest::Approx(rate).epsilon(0.06));
  }
}

TEST_CASE("a last step that is short belongs to the one before") {
  const auto profile_of = [](int requests) {
    return played(requests, [] { return 1.0; }, constant, {.step = Duration{10}}).profile;
  };
  using Steps = std::vector<ProfileArrivals::Step>;
  CHECK(profile_of(9) == Steps{{{0}, {9 / 8.0}}});
  CHECK(profile_of(11) == Steps{{{0}, {1.1}}});  // the last asks at 10
  CHECK(profile_of(14) == Steps{{{0}, {14 / 13.0}}});
  CHECK(profile_of(16) == Steps{{{0}, {1}}, {{10}, {6 / 5.0}}});
}

TEST_CASE("a clock of milliseconds leaves a Poisson process what it is") {
  for (const double rate : {10.0, 300.0, 1000.0, 1900.0}) {
    CAPTURE(rate);
    Draws draws(5);
    const Measurement result = played(200'000, [&] { return draws.exponential(1 / rate); }, constant,
                                      {.resolution = Duration{0.001}});
    REQUIRE(result.gaps);
    CHECK(result.gaps->scv.value == doctest::Approx(1).epsilon(0.02));
    CHECK(result.gaps->pattern == GapPattern::poisson);
    CHECK(result.rate.value.per_second == doctest::Approx(rate).epsilon(0.01));
  }
}

TEST_CASE("of more requests than two in each step of the clock the gaps cannot be told") {
  Draws draws(5);
  const Measurement result =
      played(10'000, [&] { return draws.exponential(1 / 100.0); }, constant, {.resolution = Duration{1}});
  CHECK_FALSE(result.gaps);
  CHECK(result.rate.value.per_second == doctest::Approx(100).epsilon(0.05));
}
