#include <poolsize/error.hpp>
#include <poolsize/simulation_plan.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>

using namespace poolsize;

namespace {

SimulationPlan sound() {
  return {.pool = SimulatedSqlalchemy{}, .arrivals = SteadyArrivals{{100}}, .hold = Exponential{{0.1}}};
}

std::string refusal(const SimulationPlan& plan) {
  try {
    require_playable(plan);
    return "";
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::input);
    return error.what();
  }
}

}  // namespace

TEST_CASE("a plan that cannot be played is refused with the cure") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  struct Row {
    const char* name;
    std::function<void(SimulationPlan&)> spoil;
    std::string message;
  };
  const Row rows[] = {
      {"sound", [](auto&) {}, ""},
      {"no hold", [](auto& p) { p.hold.reset(); },
       "nothing says how long connections are held; give a hold, or a trace that has holds"},
      {"hold of zero", [](auto& p) { p.hold = Deterministic{{0}}; },
       "the hold has a parameter of '0'; all must be above 0 and finite, and a Pareto tail above 2"},
      {"hold that is no number", [=](auto& p) { p.hold = Exponential{{nan}}; },
       "the hold has a parameter of 'nan'; all must be above 0 and finite, and a Pareto tail above 2"},
      {"negative hold", [](auto& p) { p.hold = Exponential{{-1}}; },
       "the hold has a parameter of '-1'; all must be above 0 and finite, and a Pareto tail above 2"},
      {"endless variance",
       [](auto& p) {
         p.hold = Pareto{{1}, 2};
       },
       "the hold has a parameter of '0'; all must be above 0 and finite, and a Pareto tail above 2"},
      {"classes of half the requests",
       [](auto& p) {
         p.hold = Mixture{{{0.5, Exponential{{1}}}}};
       },
       "the hold: the classes' weights add up to 0.5; let them add up to 1"},
      {"samples that fall",
       [](auto& p) {
         p.hold = Empirical{{{{2}, 0}, {{1}, 1}}};
       },
       "the hold: its knots are not a distribution; let both fields be numbers that never fall"},
      {"no rate", [](auto& p) { p.arrivals = SteadyArrivals{{0}}; },
       "a rate of '0' cannot be played; write a number above 0"},
      {"endless rate",
       [](auto& p) { p.arrivals = SteadyArrivals{{std::numeric_limits<double>::infinity()}}; },
       "a rate of 'inf' cannot be played; write a number above 0"},
      {"negative scv",
       [](auto& p) {
         p.arrivals = SteadyArrivals{{1}, -1};
       },
       "an scv of '-1' is none; write 0 or more"},
      {"never off",
       [](auto& p) {
         p.arrivals = OnOffArrivals{{1}, {1}, {0}};
       },
       "a time off, in seconds, of '0' cannot be played; write a number above 0"},
      {"profile from nowhere",
       [](auto& p) {
         p.arrivals = ProfileArrivals{{}, {1}};
       },
       "the profile has no steps; write at least one time and rate"},
      {"profile that goes back",
       [](auto& p) {
         p.arrivals = ProfileArrivals{{{{0}, {1}}, {{5}, {2}}}, {3}};
       },
       "step 2 ends at '3 s' without having begun before; let times rise, and the profile end after its last "
       "step"},
      {"profile without requests",
       [](auto& p) {
         p.arrivals = ProfileArrivals{{{{0}, {0}}}, {3}};
       },
       "nobody asks in this profile; let one rate be above 0"},
      {"no users", [](auto& p) { p.arrivals = ClosedArrivals{0}; },
       "a number of users of '0' cannot be played; write 1 to 1000000"},
      {"time would stand still",
       [](auto& p) {
         p.arrivals = ClosedArrivals{20};
         std::get<SimulatedSqlalchemy>(p.pool).settings.pool_timeout = {};
       },
       "users who do not think would fail and ask again without any time going by; give them a time to "
       "think, "
       "or the pool a timeout and the server a round trip above 0"},
      {"min above max",
       [](auto& p) { p.pool = SimulatedAsyncpg{.settings = {.min_size = 5, .max_size = 4}}; },
       "a min_size of '5' cannot be played; write 0 to 4"},
      {"negative turn", [](auto& p) { p.loop_turn = {-1}; },
       "a loop turn of '-1 s' is not a length of time; write 0 or more"},
      {"endless connect", [](auto& p) { p.costs.connect_time = forever; },
       "a connect time of 'inf s' is not a length of time; write 0 or more"},
      {"sharing more than all",
       [](auto& p) {
         p.costs.connect_time = {0.005};
         p.costs.connect_shared = {0.006};
       },
       "connects cannot share '6 ms' of '5 ms'; write no more for what they share than for a whole connect"},
      {"nothing to connect with", [](auto& p) { p.costs.connect_processors = 0; },
       "a number of processors for connects of '0' cannot be played; write 1 to 100000000"},
      {"varying less than not at all", [](auto& p) { p.costs.connect_cv = -0.1; },
       "connects with a cv of '-0.1' cannot be played; write a number from 0 on"},
      {"no server", [](auto& p) { p.instances.server_limit = 0; },
       "a server limit of '0' cannot be played; write 1 to 100000000"},
      {"more replications than requests",
       [](auto& p) {
         p.requests = 10;
         p.replications = 11;
       },
       "a number of replications of '11' cannot be played; write 1 to 10"},
      {"exactly", [](auto& p) { p.precision = 0; },
       "a precision of '0' is none; write a share above 0 and below 1"},
      {"no threads", [](auto& p) { p.threads = 0; },
       "a number of threads of '0' cannot be played; write 1 to 1024"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.name) {
      SimulationPlan plan = sound();
      row.spoil(plan);
      CHECK(refusal(plan) == row.message);
    }
  }
}
