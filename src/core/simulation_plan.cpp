#include "simulation/load.hpp"

#include <poolsize/error.hpp>
#include <poolsize/simulation_plan.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <string_view>

namespace poolsize {
namespace {

[[noreturn]] void refuse(const std::string& message) { throw Error(Failure::input, message); }

void require(bool is_fine, std::string_view what, std::string_view cure) {
  if (!is_fine) refuse(fmt::format("{}; {}", what, cure));
}

/// A time that may be 0; `forever` too where the pool knows such a setting.
void require_time(Duration time, std::string_view name, bool may_be_endless = false) {
  const bool is_fine = time.seconds >= 0 && (may_be_endless || std::isfinite(time.seconds));
  require(is_fine, fmt::format("{} of '{} s' is not a length of time", name, time.seconds),
          "write 0 or more");
}

void require_positive(double value, std::string_view name) {
  require(value > 0 && std::isfinite(value), fmt::format("{} of '{}' cannot be played", name, value),
          "write a number above 0");
}

void require_rate(Rate rate, std::string_view name) { require_positive(rate.per_second, name); }

void require_count(Count value, Count least, Count most, std::string_view name) {
  require(least <= value && value <= most, fmt::format("{} of '{}' cannot be played", name, value),
          fmt::format("write {} to {}", least, most));
}

// --- Holds, and times to think ---

struct Parameters {
  std::string_view what;

  void operator()(const Exponential& x) const { positive(x.mean.seconds); }
  void operator()(const Deterministic& x) const { positive(x.value.seconds); }
  void operator()(const Lognormal& x) const { positive(x.median.seconds), positive(x.sigma); }
  void operator()(const Gamma& x) const { positive(x.shape), positive(x.scale.seconds); }
  void operator()(const Pareto& x) const { positive(x.minimum.seconds), positive(x.tail - 2); }
  void operator()(const Mixture& x) const {
    double sum = 0;
    for (const auto& [weight, hold] : x.classes) {
      positive(weight);
      std::visit(*this, hold);
      sum += weight;
    }
    constexpr double rounding = 1e-9;
    require(std::abs(sum - 1) < rounding, fmt::format("{}: the classes' weights add up to {}", what, sum),
            "let them add up to 1");
  }
  void operator()(const Empirical& x) const {
    bool is_sound = x.knots.size() >= 2 && x.knots.front().at.seconds >= 0;
    for (std::size_t i = 0; is_sound && i < x.knots.size(); ++i) {
      const Empirical::Knot before = i == 0 ? Empirical::Knot{} : x.knots[i - 1];
      is_sound = std::isfinite(x.knots[i].at.seconds) && x.knots[i].at >= before.at &&
                 x.knots[i].below >= before.below && x.knots[i].below <= 1;
    }
    require(is_sound, fmt::format("{}: its knots are not a distribution", what),
            "let both fields be numbers that never fall");
    positive(mean(Distribution{x}).seconds);
  }

 private:
  void positive(double value) const {
    require(value > 0 && std::isfinite(value), fmt::format("{} has a parameter of '{}'", what, value),
            "all must be above 0 and finite, and a Pareto tail above 2");
  }
};

void require_drawable(const Distribution& distribution, std::string_view what) {
  std::visit(Parameters{what}, distribution);
}

// --- Pools ---

constexpr Count most_connections = 100'000'000;

void require_sound(const SimulatedSqlalchemy& pool) {
  const SqlalchemySettings& settings = pool.settings;
  require_count(settings.pool_size, 0, most_connections, "a pool_size");
  require_count(settings.max_overflow, -1, most_connections, "a max_overflow");
  require_time(settings.pool_timeout, "a pool_timeout", true);
  require_time(pool.recycle, "a pool_recycle", true);
}

void require_sound(const SimulatedAsyncpg& pool) {
  require_count(pool.settings.max_size, 1, most_connections, "a max_size");
  require_count(pool.settings.min_size, 0, pool.settings.max_size, "a min_size");
  require_time(pool.acquire_timeout, "an acquire timeout", true);
  require_time(pool.max_inactive, "a max_inactive_connection_lifetime", true);
  require_count(pool.max_queries, 1, std::numeric_limits<Count>::max(), "a max_queries");
  require_count(pool.queries_per_request, 0, 1'000'000, "a number of queries per request");
}

// --- Arrivals ---

void require_sound(const SteadyArrivals& steady) {
  require_rate(steady.rate, "a rate");
  require(steady.scv >= 0 && std::isfinite(steady.scv), fmt::format("an scv of '{}' is none", steady.scv),
          "write 0 or more");
}

void require_sound(const OnOffArrivals& switched) {
  require_rate(switched.rate_on, "a rate");
  require_positive(switched.on.seconds, "a time on, in seconds,");
  require_positive(switched.off.seconds, "a time off, in seconds,");
}

void require_sound(const ProfileArrivals& profile) {
  require(!profile.steps.empty(), "the profile has no steps", "write at least one time and rate");
  require(profile.steps.front().from.seconds == 0, "the profile does not begin at 0",
          "let its first step do so");
  bool has_requests = false;
  for (std::size_t i = 0; i < profile.steps.size(); ++i) {
    const double rate = profile.steps[i].rate.per_second;
    require(rate >= 0 && std::isfinite(rate), fmt::format("step {} has a rate of '{}'", i + 1, rate),
            "write 0 or more");
    has_requests |= rate > 0;
    const Duration end = i + 1 < profile.steps.size() ? profile.steps[i + 1].from : profile.end;
    require(profile.steps[i].from < end && std::isfinite(end.seconds),
            fmt::format("step {} ends at '{} s' without having begun before", i + 1, end.seconds),
            "let times rise, and the profile end after its last step");
  }
  require(has_requests, "nobody asks in this profile", "let one rate be above 0");
}

void require_sound(const ClosedArrivals& closed) {
  require_count(closed.users, 1, most_users, "a number of users");
  if (closed.think) require_drawable(*closed.think, "the time to think");
}

void require_sound(const TraceArrivals& trace) {
  require(trace.open != nullptr, "there is no trace", "give one");
}

/// Users who fail at once and ask at once do so for ever at one moment.
void require_time_to_pass(const SimulationPlan& plan) {
  const auto* closed = std::get_if<ClosedArrivals>(&plan.arrivals);
  if (closed == nullptr || closed->think) return;
  const auto* queue = std::get_if<SimulatedSqlalchemy>(&plan.pool);
  const Duration timeout =
      queue != nullptr ? queue->settings.pool_timeout : std::get<SimulatedAsyncpg>(plan.pool).acquire_timeout;
  const bool is_refused_at_once = plan.instances.server_limit && plan.costs.round_trip.seconds == 0;
  require(timeout.seconds > 0 && !is_refused_at_once,
          "users who do not think would fail and ask again without any time going by",
          "give them a time to think, or the pool a timeout and the server a round trip above 0");
}

}  // namespace

void require_playable(const SimulationPlan& plan) {
  std::visit([](const auto& pool) { require_sound(pool); }, plan.pool);
  std::visit([](const auto& arrivals) { require_sound(arrivals); }, plan.arrivals);
  if (plan.hold) {
    require_drawable(*plan.hold, "the hold");
  } else {
    require(std::holds_alternative<TraceArrivals>(plan.arrivals),
            "nothing says how long connections are held", "give a hold, or a trace that has holds");
  }
  require_time(plan.costs.connect_time, "a connect time");
  require_time(plan.costs.connect_shared, "what connects share");
  require(plan.costs.connect_shared <= plan.costs.connect_time,
          fmt::format("connects cannot share '{}' of '{}'", to_string(plan.costs.connect_shared),
                      to_string(plan.costs.connect_time)),
          "write no more for what they share than for a whole connect");
  require_count(plan.costs.connect_processors, 1, most_connections, "a number of processors for connects");
  require(plan.costs.connect_cv >= 0 && std::isfinite(plan.costs.connect_cv),
          fmt::format("connects with a cv of '{}' cannot be played", plan.costs.connect_cv),
          "write a number from 0 on");
  require_time(plan.costs.round_trip, "a round trip");
  require_time(plan.close_time, "a close time");
  require_time(plan.loop_turn, "a loop turn");
  require_time(plan.goal.max_wait, "a longest wait", true);
  constexpr Count most_instances = 100'000;
  require_count(plan.instances.count, 1, most_instances, "a number of instances");
  constexpr Count most_engines = 1'000;
  require_count(plan.instances.engines, 1, most_engines, "a number of engines");
  if (plan.instances.server_limit)
    require_count(*plan.instances.server_limit, 1, most_connections, "a server limit");
  require_time_to_pass(plan);

  constexpr Count most_requests = 1'000'000'000'000;
  require_count(plan.requests, 1, most_requests, "a number of requests");
  constexpr Count most_replications = 100'000;
  require_count(plan.replications, 1, std::min(plan.requests, most_replications), "a number of replications");
  if (plan.warm_up) require_count(*plan.warm_up, 0, most_requests, "a warm-up");
  if (plan.precision) {
    require(*plan.precision > 0 && *plan.precision < 1,
            fmt::format("a precision of '{}' is none", *plan.precision), "write a share above 0 and below 1");
  }
  require_count(plan.most_requests, 1, most_requests, "a most number of requests");
  constexpr Count most_threads = 1024;
  require_count(plan.threads, 1, most_threads, "a number of threads");
}

void require_playable_together(std::span<const SimulationPlan> plans) {
  const bool ends = has_an_end(plans.front().arrivals);
  for (const SimulationPlan& plan : plans) {
    require_playable(plan);
    require(has_an_end(plan.arrivals) == ends, "some of the traffic has an end and some has none",
            "give traces and profiles to all pools or to none");
  }
}

bool compete(std::span<const SimulationPlan> plans) {
  const std::optional<Count> limit = plans.front().instances.server_limit;
  if (!limit || (plans.size() == 1 && plans.front().instances.engines == 1)) return false;
  Count most = 0;
  for (const SimulationPlan& plan : plans) {
    const std::optional<Count> capacity = load_of(plan).capacity;
    if (!capacity) return true;
    most += *capacity * plan.instances.engines;
  }
  return most > *limit;
}

}  // namespace poolsize
