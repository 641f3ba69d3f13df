#include "core/simulation/warm_up.hpp"

#include "core/simulation/random.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

using namespace poolsize;

TEST_CASE("MSER cuts where the rest is best known") {
  CHECK(mser(std::vector<double>(100, 7)) == 0);
  // By hand: without the first, nothing deviates any more.
  std::vector<double> one_off(100, 7);
  one_off[0] = 0;
  CHECK(mser(one_off) == 1);
  // A trend has no end.
  std::vector<double> rising(100);
  for (std::size_t i = 0; i < rising.size(); ++i) rising[i] = static_cast<double>(i);
  CHECK_FALSE(mser(rising).has_value());
  // Decay with a time of 20 under noise of a tenth of it: the cut is after some of these times, not after
  // many.
  Uniforms noise(1, 0, Purpose::gaps);
  std::vector<double> decay(1000);
  for (std::size_t i = 0; i < decay.size(); ++i) {
    decay[i] = 5 - 3 * std::exp(-static_cast<double>(i) / 20) + 0.3 * (noise.next() - 0.5);
  }
  const std::size_t cut = mser(decay).value();
  CHECK(cut > 40);
  CHECK(cut < 160);
}

TEST_CASE("the warm-up is longer where a pool takes longer to fill up") {
  const auto warm_up = [](double utilisation) {
    SimulationPlan plan;
    plan.arrivals = SteadyArrivals{{15 * utilisation}};
    plan.hold = Exponential{{1}};
    return find_warm_up(std::span(&plan, 1), 1'000'000, {});
  };
  const WarmUp quiet = warm_up(0.3);
  const WarmUp busy = warm_up(0.97);
  CHECK(quiet.is_found);
  CHECK(busy.is_found);
  CHECK(quiet.requests < busy.requests);
  // The relaxation time of M/M/c is 1 / (1 - sqrt(rho))^2 / c holds, here 292 holds of 14.55 requests each
  // (P. M. Morse, Stochastic properties of waiting lines, 1955), of which the timeout of 30 holds leaves a
  // part.
  CHECK(busy.requests > 2'000);
}

TEST_CASE("five relaxation times of M/M/c") {
  SimulationPlan plan;
  SimulatedAsyncpg pool;
  pool.settings.max_size = 15;
  plan.pool = pool;
  plan.arrivals = SteadyArrivals{{15 * 0.97}};
  plan.hold = Exponential{{1}};
  CHECK(static_cast<double>(relaxation(plan).value()) == doctest::Approx(5 * 292 * 14.55).epsilon(0.05));
  plan.arrivals = SteadyArrivals{{15}};
  CHECK_FALSE(relaxation(plan).has_value());
}
