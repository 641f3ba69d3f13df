#include "gather_simulation.hpp"

#include "progress.hpp"
#include "sources/files.hpp"
#include "sources/rate_profile.hpp"
#include "sources/trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <thread>

namespace poolsize::cli {
namespace {

/// The flags that each say when requests come.
constexpr std::array arrival_flags{"rps", "trace", "profile", "think-time"};

/// Flags of drawn traffic say nothing where something recorded is played.
void refuse_beside(const Arguments& typed, std::string_view said) {
  for (const std::string_view flag : {"on-off", "arrivals-scv", "peak-factor", "asyncpg-rps"})
    if (typed.has(flag)) refuse(fmt::format("--{} goes with --rps, not with {}; leave one out", flag, said));
}

void expect_one_source(const Arguments& typed) {
  std::string_view first;
  for (const std::string_view flag : arrival_flags) {
    if (!typed.has(flag)) continue;
    if (!first.empty())
      refuse(fmt::format("--{} and --{} both say when requests come; give one", first, flag));
    first = flag;
  }
  if (!first.empty() && first != "rps") refuse_beside(typed, fmt::format("--{}", first));
}

struct OnOff {
  Duration on;
  Duration off;
};

OnOff parse_on_off(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos)
    refuse(fmt::format("{} is not two times; write 1s/4s for a second of traffic and four without",
                       quoted(text)));
  const OnOff times{parse_duration(text.substr(0, slash)), parse_duration(text.substr(slash + 1))};
  if (times.on <= Duration{} || times.off <= Duration{})
    refuse(fmt::format("{} has a time of 0; write two times above 0, such as 1s/4s", quoted(text)));
  return times;
}

/// Squared coefficient of variation of the gaps of a Poisson process that is switched on and off (A. Kuczura,
/// Bell System Technical Journal 52 (1973) 437–448).
double gaps_scv(const OnOffArrivals& arrivals) {
  const double stop = 1 / arrivals.on.seconds;
  const double start = 1 / arrivals.off.seconds;
  return 1 + 2 * arrivals.rate_on.per_second * stop / ((stop + start) * (stop + start));
}

PoolTraffic drawn(Workload workload, const std::optional<OnOff>& bursts) {
  if (!bursts) return {arrivals_of(workload), workload.hold, workload};
  const OnOffArrivals arrivals{.rate_on = workload.rate * ((bursts->on + bursts->off) / bursts->on),
                               .on = bursts->on,
                               .off = bursts->off};
  workload.arrivals_scv = gaps_scv(arrivals);
  return {arrivals, workload.hold, workload};
}

/// `draws_holds`: not those of the trace.
GivenTraffic from_trace(GivenQuestion asked, const sources::Trace& trace, bool draws_holds) {
  const sources::TraceSummary& summary = trace.summary();
  std::optional<Workload> workload;
  GivenTraffic given{.sqlalchemy = {}, .asyncpg = {}, .shown = {}, .question = std::move(asked.question)};
  given.shown.recorded = trace.name();
  given.shown.description =
      fmt::format("{} requests of {} over {}: {}, gaps with scv {}", summary.requests, trace.name(),
                  to_string(summary.span), to_string(summary.rate()), rounded(summary.gaps_scv));
  PoolTraffic traffic{.arrivals = trace.arrivals(), .hold = {}, .modelled = {}};
  if (draws_holds && given.question.workloads) {
    traffic.hold = given.question.workloads->sqlalchemy.hold;
    workload = given.question.workloads->sqlalchemy;
    given.shown.description +=
        fmt::format("; holds are drawn: {} on average", to_string(mean(*traffic.hold)));
  } else if (summary.mean_hold) {
    const double cv = std::sqrt(summary.hold_scv);
    workload =
        Workload{.rate = summary.rate(), .hold = fit_moments(*summary.mean_hold, cv), .population = {}};
    given.shown.description +=
        fmt::format(", held for {} on average, cv {}", to_string(*summary.mean_hold), rounded(cv));
  } else {
    refuse(fmt::format("{} has no column called hold; add it, or --duration 100ms", quoted(trace.name())));
  }
  workload->arrivals_scv = summary.gaps_scv;
  traffic.modelled = workload;
  given.sqlalchemy = given.asyncpg = std::move(traffic);
  return given;
}

GivenTraffic from_trace_file(const Call& call, const GivenSettings& settings, const std::string& path) {
  ProgressLine line = call.progress();
  const sources::Trace trace(path, [&](double share) { line.tell(share, sources::shown_name(path)); });
  line.clear();
  GivenQuestion asked = gather_question(call, settings, trace.summary().rate());
  return from_trace(std::move(asked), trace, true);
}

GivenTraffic from_profile(GivenQuestion asked, ProfileArrivals profile, std::string name) {
  GivenTraffic given{.sqlalchemy = {}, .asyncpg = {}, .shown = {}, .question = std::move(asked.question)};
  if (!given.question.workloads)
    refuse("a rate profile without a hold time; add --duration 100ms, --p50 with --p99, or --samples");
  const auto most = std::ranges::max_element(profile.steps, {}, &ProfileArrivals::Step::rate);
  given.shown.recorded = name;
  given.shown.description =
      fmt::format("{} steps of {} over {}, {} on average and {} at most; held for {} on average ({})",
                  profile.steps.size(), name, to_string(profile.end),
                  to_string(*mean_rate(Arrivals{profile}, std::nullopt)), to_string(most->rate),
                  to_string(mean(given.question.workloads->sqlalchemy.hold)),
                  family_name(given.question.workloads->sqlalchemy.hold));
  const Workloads& asked_for = *given.question.workloads;
  given.sqlalchemy = {profile, asked_for.sqlalchemy.hold, std::nullopt};
  // Of another rate, but with the same course.
  const double factor = asked_for.asyncpg.rate.per_second / asked_for.sqlalchemy.rate.per_second;
  for (ProfileArrivals::Step& step : profile.steps) step.rate = step.rate * factor;
  given.asyncpg = {std::move(profile), asked_for.asyncpg.hold, std::nullopt};
  return given;
}

constexpr Count most_queries = 1'000'000'000'000;
constexpr Count most_queries_per_request = 1'000'000;

Count threads_there_are() { return std::max(1U, std::thread::hardware_concurrency()); }

/// Requests that one replication has where the arrivals say so.
std::optional<double> length_of(const Arrivals& arrivals) {
  if (const auto* profile = std::get_if<ProfileArrivals>(&arrivals))
    return mean_rate(arrivals, std::nullopt)->per_second * profile->end.seconds;
  return std::nullopt;
}

}  // namespace

GivenTraffic gather_traffic(const Call& call, const GivenSettings& settings) {
  expect_one_source(call.arguments());
  const Inputs inputs = call.inputs();
  if (const std::string* trace = call.arguments().find("trace"))
    return from_trace_file(call, settings, *trace);
  if (const std::string* path = call.arguments().find("profile")) {
    ProfileArrivals profile = sources::read_rate_profile(*path);
    const Rate rate = *mean_rate(Arrivals{profile}, std::nullopt);
    return from_profile(gather_question(call, settings, rate), std::move(profile),
                        sources::shown_name(*path));
  }
  GivenQuestion asked = gather_question(call, settings);
  if (!asked.question.workloads) {
    refuse(
        "nothing is known of the traffic; add --rps 100 and --duration 100ms, --workload FILE or --trace "
        "FILE");
  }
  const std::optional<OnOff> bursts = inputs.read("on-off", parse_on_off);
  if ((asked.profile || asked.trace) && !bursts) {
    const std::string name = sources::shown_name(inputs.find("workload")->text);
    refuse_beside(call.arguments(), fmt::format("what {} has recorded", quoted(name)));
    if (asked.trace) {
      const sources::Trace trace = *std::move(asked.trace);
      const bool draws_holds = asked.holds_typed || !trace.summary().mean_hold;
      return from_trace(std::move(asked), trace, draws_holds);
    }
    ProfileArrivals profile = *std::move(asked.profile);
    return from_profile(std::move(asked), std::move(profile), name);
  }
  GivenTraffic given{.sqlalchemy = drawn(asked.question.workloads->sqlalchemy, bursts),
                     .asyncpg = drawn(asked.question.workloads->asyncpg, bursts),
                     .shown = {.drawn = asked.understood, .recorded = {}, .description = {}},
                     .question = asked.question};
  if (bursts) {
    const auto& arrivals = std::get<OnOffArrivals>(given.sqlalchemy.arrivals);
    given.shown.description =
        fmt::format("in bursts: {} for {} on average, then nothing for {}", to_string(arrivals.rate_on),
                    to_string(arrivals.on), to_string(arrivals.off));
  }
  return given;
}

SimulationPlan gather_plan(const Call& call, const Question& question, const PoolTraffic& traffic) {
  constexpr Count most_requests = 1'000'000'000'000;
  constexpr Count most_replications = 100'000;
  constexpr Count most_threads = 1024;
  constexpr Count largest_seed = 1'000'000'000'000;
  const Inputs inputs = call.inputs();
  SimulationPlan plan{
      .pool = SimulatedSqlalchemy{}, .instances = {}, .arrivals = traffic.arrivals, .hold = traffic.hold};
  plan.costs = question.costs;
  plan.goal = question.goal;
  plan.close_time = inputs.duration("close-time").value_or(Duration{});
  plan.loop_turn = inputs.duration("loop-turn").value_or(Duration{});
  plan.instances.count = question.deployment.instances;
  if (inputs.choice("balancer").value_or("random") == "round-robin")
    plan.instances.balancer = Balancer::round_robin;
  if (question.server) {
    plan.instances.server_limit = question.server->available();
    if (*plan.instances.server_limit < 1)
      refuse("nothing of --max-connections is left beside --reserved and --other-connections; raise it");
  }
  const bool is_shown = call.arguments().has("timeline") || call.format() == "csv";
  constexpr Count seen_in_a_timeline = 10'000;  // more would average out what a chart of 64 columns can show
  plan.requests =
      inputs.count("requests", 1, most_requests).value_or(is_shown ? seen_in_a_timeline : plan.requests);
  if (const std::optional<double> each = length_of(traffic.arrivals)) {
    // As many requests in all as other traffic has, and never too few runs for an interval.
    plan.replications = std::clamp<Count>(static_cast<Count>(1e6 / *each), 4, plan.replications);
    plan.requests = std::max(plan.requests, plan.replications);
  }
  plan.replications =
      inputs.count("replications", 1, most_replications).value_or(std::min(plan.replications, plan.requests));
  if (plan.replications > plan.requests)
    refuse(fmt::format("--replications {} are more than --requests {}; each plays one at least",
                       plan.replications, plan.requests));
  plan.warm_up = inputs.count("warmup", 0, most_requests);
  plan.precision = inputs.read("precision", [](std::string_view text) {
    const double share = parse_share(text);
    if (share <= 0 || share >= 1)
      refuse(fmt::format("{} is not between 0 and 1; write a share such as 1%", quoted(text)));
    return share;
  });
  plan.seed = static_cast<std::uint64_t>(inputs.count("seed", 0, largest_seed).value_or(1));
  plan.threads = inputs.count("threads", 1, most_threads).value_or(threads_there_are());
  return plan;
}

SimulatedPool simulated(const SqlalchemySettings& settings, const Inputs& inputs) {
  return SimulatedSqlalchemy{.settings = settings,
                             .use_lifo = inputs.has("lifo"),
                             .recycle = inputs.positive_duration("recycle").value_or(forever)};
}

SimulatedPool simulated(const AsyncpgSettings& settings, const Question& question, const Inputs& inputs) {
  SimulatedAsyncpg pool{.settings = settings, .acquire_timeout = question.acquire_timeout.value_or(forever)};
  pool.max_inactive = inputs.duration("asyncpg-max-inactive").value_or(pool.max_inactive);
  pool.max_queries = inputs.count("asyncpg-max-queries", 1, most_queries).value_or(pool.max_queries);
  pool.queries_per_request =
      inputs.count("queries-per-request", 0, most_queries_per_request).value_or(pool.queries_per_request);
  return pool;
}

}  // namespace poolsize::cli
