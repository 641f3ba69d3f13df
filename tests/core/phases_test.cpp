#include "core/phases.hpp"

#include "../reference/table.hpp"
#include "core/fitted_phases.hpp"
#include "core/hyperexponential_queue.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numeric>
#include <set>
#include <vector>

using namespace poolsize;
using namespace poolsize::literals;
using Eigen::Index;
using reference::agrees;

namespace {

/// Σ share / rate^power, which is E[X^power] / power!.
double reduced_moment(const Phases& phases, int power) {
  return std::accumulate(phases.begin(), phases.end(), 0.0, [=](double sum, const Phase& each) {
    return sum + each.share / std::pow(each.rate, power);
  });
}

}  // namespace

TEST_CASE("occupations: every way to share servers among phases once, those of fewer servers first") {
  for (const Index phases : {1, 2, 3, 5}) {
    CAPTURE(phases);
    const Occupations occupations(6, phases);
    for (Index busy = 0; busy <= 6; ++busy) {
      std::set<std::vector<Index>> seen;
      for (Index state = 0; state < occupations.size(busy); ++state) {
        std::vector<Index> counts;
        for (Index i = 0; i < phases; ++i) counts.push_back(occupations.in(state, i, busy));
        CHECK(std::accumulate(counts.begin(), counts.end(), Index{0}) == busy);
        CHECK(*std::min_element(counts.begin(), counts.end()) >= 0);
        CHECK(seen.insert(counts).second);
        for (Index i = 0; busy < 6 && i < phases; ++i) {
          const Index more = occupations.more(state, i);
          CHECK(more < occupations.size(busy + 1));
          for (Index j = 0; j < phases; ++j)
            CHECK(occupations.in(more, j, busy + 1) == occupations.in(state, j, busy) + (i == j ? 1 : 0));
        }
      }
    }
  }
  CHECK(occupations(5, 5) == 126);  // 9 over 4
  CHECK(occupations(15, 3) == 136);
  CHECK(occupations(100, 2) == 101);
}

TEST_CASE("own phases: those of a mixture of exponential holds, alike ones as one") {
  const Mixture mixture{{{.weight = 0.2, .hold = Exponential{400_ms}},
                         {.weight = 0.5, .hold = Exponential{10_ms}},
                         {.weight = 0.3, .hold = Exponential{400_ms}}}};
  const Phases phases = own_phases(mixture).value();  // the mean is 205 ms
  REQUIRE(phases.size() == 2);
  CHECK(agrees(phases[0].rate, 20.5, 1e-12));
  CHECK(phases[0].share == 0.5);
  CHECK(agrees(phases[1].rate, 205.0 / 400, 1e-12));
  CHECK(phases[1].share == 0.5);
  CHECK(own_phases(Exponential{3_s}).value().size() == 1);
  CHECK_FALSE(own_phases(lognormal_from(1_s, 2)));
  CHECK_FALSE(own_phases(Mixture{{{.weight = 1, .hold = Deterministic{1_s}}}}));
}

TEST_CASE("fitted phases keep mean and scv, and the excess within 6 %") {
  for (const Distribution& hold :
       {Distribution{lognormal_from(1_s, 1.3)}, Distribution{lognormal_from(40_ms, 2)},
        Distribution{lognormal_from(10'800_s, std::sqrt(10))}, Distribution{gamma_from(1_s, 1.5)},
        Distribution{gamma_from(1_s, 2)}}) {
    CAPTURE(family_name(hold));
    CAPTURE(scv(hold));
    for (const Index servers : {2, 5, 7, 15}) {
      const Phases phases = fitted_phases(hold, servers).value();
      CHECK(occupations(servers, static_cast<Index>(phases.size())) <= most_occupations);
      for (const Phase& each : phases) CHECK((each.share > 0 && each.rate > 0));
      CHECK(agrees(reduced_moment(phases, 0), 1, 1e-9));
      CHECK(agrees(reduced_moment(phases, 1), 1, 1e-9));
      CHECK(agrees(reduced_moment(phases, 2), (1 + scv(hold)) / 2, 1e-9));
      for (const double p : {0.5, 0.9, 0.99, 0.999}) {
        const double t = quantile(hold, p) / mean(hold);
        double above = 0;
        for (const auto& [share, rate] : phases) above += share / rate * std::exp(-rate * t);
        CHECK(std::abs(above - excess_survival(hold, mean(hold) * t)) < 0.06);
      }
    }
  }
}

TEST_CASE(
    "nothing is fitted to holds of a few sizes, nor where three classes are too many to be solved for") {
  const Mixture sizes{
      {{.weight = 0.9, .hold = Deterministic{500_ms}}, {.weight = 0.1, .hold = Deterministic{5500_ms}}}};
  CHECK_FALSE(fitted_phases(sizes, 5));
  CHECK_FALSE(fitted_phases(lognormal_from(1_s, 2), 16));
}
