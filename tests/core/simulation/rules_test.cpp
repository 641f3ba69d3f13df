// Event by event against another implementation of the rules: tests/reference/pool_rules.py plays the pools'
// own code as coroutines. Every run compares new random plans and traces.
#include "../../tree.hpp"
#include "core/simulation/samplers.hpp"

#include <poolsize/pool_event.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <initializer_list>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace poolsize;
using nlohmann::json;

constexpr std::array kinds{"asked",  "connecting", "got",       "gave_back",
                           "closed", "overtaken",  "timed_out", "refused"};

std::string told(std::size_t plan, const PoolEvent& event) {
  std::ostringstream line;
  line.precision(17);
  line << event.at.seconds << ' ' << kinds.at(static_cast<std::size_t>(event.kind)) << ' ' << event.request
       << ' ' << plan << ' ' << event.engine << ' ' << event.instance << ' ' << event.waiting << ' '
       << event.busy << ' ' << event.open;
  return line.str();
}

/// The same line with its time read and written again, so that 1 and 1.0 are one.
std::string normal(const std::string& line) {
  std::ostringstream out;
  out.precision(17);
  const std::size_t space = line.find(' ');
  out << std::strtod(line.c_str(), nullptr) << line.substr(space);
  return out.str();
}

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  Count up_to(Count most) { return static_cast<Count>(random_() % static_cast<std::uint64_t>(most + 1)); }
  bool one_in(Count n) { return up_to(n - 1) == 0; }
  double below_one() { return static_cast<double>(random_() >> 11) * 0x1p-53; }
  template <class Value>
  Value one_of(std::initializer_list<Value> values) {
    return *(values.begin() + up_to(static_cast<Count>(values.size()) - 1));
  }
  /// Where times are multiples of an eighth, things happen at once.
  double time(bool coarse, double scale) {
    const double time = scale * below_one();
    return coarse ? std::floor(8 * time) / 8 : time;
  }

 private:
  std::mt19937_64 random_;
};

/// The plans that one server has, and the requests of each.
struct Case {
  std::vector<SimulationPlan> plans;
  std::vector<std::vector<TracedRequest>> requests;
};

json number_or_null(Duration time) { return time < forever ? json(time.seconds) : json(); }

json as_json(const SimulationPlan& plan, const std::vector<TracedRequest>& requests, std::uint64_t pool) {
  json out{{"loop_turn", plan.loop_turn.seconds},
           {"connect_shared", plan.costs.connect_shared.seconds},
           {"connect_processors", plan.costs.connect_processors},
           {"connect_time", plan.costs.connect_time.seconds},
           {"close_time", plan.close_time.seconds},
           {"round_trip", plan.costs.round_trip.seconds},
           {"instances", plan.instances.count},
           {"engines", plan.instances.engines},
           {"requests", json::array()}};
  if (const auto* queue = std::get_if<SimulatedSqlalchemy>(&plan.pool)) {
    out.update({{"pool", "sqlalchemy"},
                {"pool_size", queue->settings.pool_size},
                {"max_overflow", queue->settings.max_overflow},
                {"pool_timeout", number_or_null(queue->settings.pool_timeout)},
                {"pre_ping", queue->settings.pre_ping},
                {"use_lifo", queue->use_lifo},
                {"recycle", number_or_null(queue->recycle)}});
  } else {
    const auto& holders = std::get<SimulatedAsyncpg>(plan.pool);
    out.update({{"pool", "asyncpg"},
                {"min_size", holders.settings.min_size},
                {"max_size", holders.settings.max_size},
                {"acquire_timeout", number_or_null(holders.acquire_timeout)},
                {"max_inactive", holders.max_inactive.seconds},
                {"max_queries", holders.max_queries},
                {"queries_per_request", holders.queries_per_request}});
  }
  Uniforms balancer(plan.seed, 0, Purpose::balancer);
  std::optional<Draws> factors;
  if (plan.costs.connect_cv > 0)
    factors.emplace(lognormal_from(Duration{1}, plan.costs.connect_cv), plan.seed, 0,
                    for_pool(pool, Purpose::connects));
  for (const TracedRequest& request : requests) {
    out["requests"].push_back({request.at.seconds, request.hold.seconds,
                               request.connect ? json(request.connect->seconds) : json(),
                               json(factors ? factors->next() : 1.0)});
    if (plan.instances.balancer == Balancer::random && plan.instances.count > 1)
      out["requests"].back().push_back(
          static_cast<Count>(balancer.next() * static_cast<double>(plan.instances.count)));
  }
  return out;
}

json as_json(const Case& each) {
  const std::optional<Count> limit = each.plans.front().instances.server_limit;
  json out{{"limit", limit ? json(*limit) : json()}, {"plans", json::array()}};
  std::uint64_t pool = 0;
  for (std::size_t i = 0; i < each.plans.size(); ++i) {
    out["plans"].push_back(as_json(each.plans[i], each.requests[i], pool));
    pool += static_cast<std::uint64_t>(each.plans[i].instances.engines);
  }
  return out;
}

SimulatedPool random_pool(Dice& dice) {
  const Duration timeout = dice.one_of({forever, Duration{0}, Duration{0.25}, Duration{1}, Duration{4}});
  if (dice.one_in(2)) {
    return SimulatedSqlalchemy{.settings = {.pool_size = dice.one_in(10) ? 0 : 1 + dice.up_to(3),
                                            .max_overflow = dice.one_in(10) ? -1 : dice.up_to(3),
                                            .pool_timeout = timeout,
                                            .pre_ping = dice.one_in(2)},
                               .use_lifo = dice.one_in(2),
                               .recycle = dice.one_of({forever, Duration{0.5}, Duration{3}})};
  }
  SimulatedAsyncpg pool{.acquire_timeout = timeout,
                        .max_inactive = dice.one_of({Duration{300}, Duration{0}, Duration{0.5}, Duration{1}}),
                        .max_queries = dice.one_of<Count>({50'000, 1, 5, 8}),
                        .queries_per_request = dice.up_to(2)};
  pool.settings.max_size = 1 + dice.up_to(5);
  pool.settings.min_size = dice.up_to(pool.settings.max_size);
  return pool;
}

std::vector<TracedRequest> random_requests(Dice& dice, bool coarse) {
  const Count count = dice.up_to(60);
  const double mean_gap = dice.one_of({0.05, 0.2, 1.0});
  const bool recorded = dice.one_in(3);
  std::vector<TracedRequest> requests;
  double now = 0;
  for (Count i = 0; i < count; ++i) {
    now += dice.time(coarse, 2 * mean_gap);
    requests.push_back({Duration{now}, Duration{dice.time(coarse, dice.one_in(8) ? 6 : 1)}});
    if (recorded && dice.one_in(2)) requests.back().connect = Duration{dice.time(coarse, 1)};
  }
  return requests;
}

/// Where there are several plans they have costs of their own too.
Case random_case(Dice& dice, Count plans) {
  Case each;
  const bool coarse = dice.one_in(2);
  for (Count i = 0; i < plans; ++i) {
    SimulationPlan plan;
    plan.pool = random_pool(dice);
    plan.loop_turn = dice.one_of({Duration{0}, Duration{0.01}, Duration{0.125}, Duration{0.3}});
    plan.costs = {.connect_time = dice.one_of({Duration{0}, Duration{0.125}, Duration{0.7}}),
                  .round_trip = dice.one_of({Duration{0}, Duration{0.125}, Duration{0.01}})};
    plan.costs.connect_shared = plan.costs.connect_time * dice.one_of({0.0, 0.5, 1.0});
    plan.costs.connect_processors = dice.one_of<Count>({1, 1, 2, 3});
    plan.close_time = dice.one_of({Duration{0}, Duration{0.125}, Duration{0.4}});
    plan.instances = {.count = dice.one_of<Count>({1, 1, 2, 3}), .balancer = Balancer::round_robin};
    if (plans > 1) plan.instances.engines = dice.one_of<Count>({1, 1, 2});
    // The script has the same requests in every engine of a plan; what their connects take differs.
    if (plan.instances.engines == 1) plan.costs.connect_cv = dice.one_of({0.0, 0.2, 1.0});
    each.requests.push_back(random_requests(dice, coarse));
    plan.arrivals = trace_of(each.requests.back());
    each.plans.push_back(plan);
  }
  if (dice.one_in(plans > 1 ? 1 : 3))
    each.plans.front().instances.server_limit = plans + dice.up_to(5 * plans);
  return each;
}

/// What the script tells of each case.
std::vector<std::vector<std::string>> reference(const std::vector<Case>& cases) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("poolsize-rules-" + std::to_string(std::random_device{}()));
  std::filesystem::create_directory(folder);
  {
    std::ofstream in(folder / "plans");
    for (const Case& each : cases) in << as_json(each) << '\n';
  }
  const std::filesystem::path script = poolsize::testing::source_tree() / "tests/reference/pool_rules.py";
  const std::string command = "python3 '" + script.string() + "' < " + (folder / "plans").string() + " > " +
                              (folder / "events").string();
  REQUIRE(std::system(command.c_str()) == 0);  // NOLINT(cert-env33-c,concurrency-mt-unsafe)
  std::vector<std::vector<std::string>> told(1);
  std::ifstream out(folder / "events");
  for (std::string line; std::getline(out, line);) {
    line.empty() ? static_cast<void>(told.emplace_back()) : told.back().push_back(normal(line));
  }
  told.pop_back();
  std::filesystem::remove_all(folder);
  return told;
}

using Events = std::vector<std::string>;

/// Plays the cases and compares; how often each kind of event happened.
std::array<Count, kinds.size()> compare(const std::vector<Case>& cases,
                                        const std::function<Events(const Case&)>& played) {
  const auto expected = reference(cases);
  REQUIRE(expected.size() == cases.size());
  std::array<Count, kinds.size()> seen{};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Events events = played(cases[i]);
    INFO(as_json(cases[i]).dump());
    std::size_t same = 0;
    while (same < std::min(events.size(), expected[i].size()) && events[same] == expected[i][same]) ++same;
    INFO("event " << same << ": '" << (same < events.size() ? events[same] : "none") << "' should be '"
                  << (same < expected[i].size() ? expected[i][same] : "none") << "'");
    REQUIRE(events == expected[i]);
    for (const std::string& event : events) {
      const std::size_t space = event.find(' ');
      const std::string kind = event.substr(space + 1, event.find(' ', space + 1) - space - 1);
      ++seen.at(static_cast<std::size_t>(std::ranges::find(kinds, kind) - kinds.begin()));
    }
  }
  return seen;
}

void check_all_happened(const std::array<Count, kinds.size()>& seen, Count least = 100) {
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    INFO(kinds[kind]);
    CHECK(seen[kind] > least);
  }
}

}  // namespace

TEST_CASE("the pools' rules are those of their own code, event by event") {
  const std::uint64_t seed = std::random_device{}();
  INFO("seed " << seed);
  Dice dice(seed);
  std::vector<Case> cases;
  for (int i = 0; i < 400; ++i) cases.push_back(random_case(dice, 1));
  check_all_happened(compare(cases, [](const Case& each) {
    Events events;
    watch(each.plans.front(), 0, 1'000'000,
          [&](const PoolEvent& event) { events.push_back(told(0, event)); });
    return events;
  }));
}

TEST_CASE("a balancer that chooses by chance gives each request to the instance that its number says") {
  const std::uint64_t seed = std::random_device{}();
  INFO("seed " << seed);
  Dice dice(seed);
  std::vector<Case> cases;
  for (int i = 0; i < 200; ++i) {
    Case each = random_case(dice, 1);
    SimulationPlan& plan = each.plans.front();
    plan.instances.count = 2 + dice.up_to(3);
    plan.instances.balancer = Balancer::random;
    plan.seed = static_cast<std::uint64_t>(dice.up_to(1'000'000));
    cases.push_back(std::move(each));
  }
  check_all_happened(compare(cases,
                             [](const Case& each) {
                               Events events;
                               watch(each.plans.front(), 0, 1'000'000,
                                     [&](const PoolEvent& event) { events.push_back(told(0, event)); });
                               return events;
                             }),
                     5);
}

TEST_CASE("pools of both kinds and several engines compete for one server as their own code would") {
  const std::uint64_t seed = std::random_device{}();
  INFO("seed " << seed);
  Dice dice(seed);
  std::vector<Case> cases;
  for (int i = 0; i < 300; ++i) cases.push_back(random_case(dice, 2 + dice.up_to(1)));
  check_all_happened(compare(cases, [](const Case& each) {
    Events events;
    watch_together(each.plans, 0, 1'000'000,
                   [&](std::size_t plan, const PoolEvent& event) { events.push_back(told(plan, event)); });
    return events;
  }));
}
