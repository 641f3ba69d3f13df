#include "gather.hpp"
#include "progress.hpp"
#include "sources/files.hpp"
#include "sources/samples.hpp"
#include "sources/workload_file.hpp"

#include <poolsize/fit.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

namespace poolsize::cli {
namespace {

/// The flags that each say by themselves how long connections are held.
constexpr std::array hold_flags{"duration", "p50", "p95", "p99", "mix", "samples", "workload"};

/// What is typed about the hold time replaces all that poolsize.json says of it: half of each would be
/// neither.
Inputs hold_inputs(const Call& call) {
  static const sources::Config none;
  const bool typed =
      std::ranges::any_of(hold_flags, [&](std::string_view flag) { return call.arguments().has(flag); });
  return typed ? Inputs(call.arguments(), none) : call.inputs();
}

Distribution from_moments(const Inputs& inputs, Duration mean) {
  const std::optional<double> cv = inputs.factor("cv", 0);
  const std::string family = inputs.choice("dist").value_or(cv ? "" : "exponential");
  const auto only = [&](double allowed) {
    if (cv && *cv != allowed)
      refuse(fmt::format("--dist {} has the coefficient of variation {}; leave --cv out", family, allowed));
  };
  const auto spread = [&] {
    if (cv == 0) refuse(fmt::format("--dist {} cannot have --cv 0; write --dist deterministic", family));
    return cv.value_or(1);
  };
  if (family == "exponential") return only(1), Exponential{mean};
  if (family == "deterministic") return only(0), Deterministic{mean};
  if (family == "lognormal") return lognormal_from(mean, spread());
  if (family == "gamma") return gamma_from(mean, spread());
  if (family == "pareto") return pareto_from(mean, spread());
  return fit_moments(mean, *cv);
}

struct NamedPercentile {
  std::string_view flag;
  double p;
};
constexpr std::array percentile_flags{NamedPercentile{"p50", 0.5}, NamedPercentile{"p95", 0.95},
                                      NamedPercentile{"p99", 0.99}};

std::optional<PercentileFit> from_percentiles(const Inputs& inputs) {
  std::vector<Percentile> given;
  for (const auto& [flag, p] : percentile_flags) {
    const std::optional<Duration> at = inputs.positive_duration(flag);
    if (!at) continue;
    if (!given.empty() && *at < given.back().at) {
      refuse(fmt::format("--{} {} is below --p{} {}; swap them, a higher percentile is never shorter", flag,
                         to_string(*at), given.back().p * 100, to_string(given.back().at)));
    }
    given.push_back({p, *at});
  }
  if (given.empty()) return std::nullopt;
  if (given.size() == 1)
    refuse(
        fmt::format("--p{} alone says little; add another of --p50, --p95 and --p99", given.front().p * 100));
  return std::get<PercentileFit>(fit_percentiles(given));
}

std::optional<Distribution> from_samples(const Inputs& inputs) {
  const std::optional<Given> file = inputs.find("samples");
  if (!file) return std::nullopt;
  return fit_samples(sources::parse_samples(sources::read_text(file->text), sources::shown_name(file->text)));
}

std::optional<sources::WorkloadFile> from_file(const Inputs& inputs) {
  const std::optional<Given> file = inputs.find("workload");
  if (!file) return std::nullopt;
  return sources::parse_workload(sources::read_text(file->text), sources::shown_name(file->text));
}

/// The trace of the file, gone through where it is to be played or says what else nothing says, which is then
/// in the file. Nothing where it is not needed.
std::optional<sources::Trace> take_trace(const Call& call, const std::string& path,
                                         sources::WorkloadFile& file) {
  const auto has = [inputs = call.inputs()](std::string_view flag) { return inputs.has(flag); };
  const bool rate_is_said = has("rps") || has("think-time");
  const bool hold_is_said =
      std::ranges::any_of(hold_flags, [&](std::string_view flag) { return flag != "workload" && has(flag); });
  const bool is_played = call.command().has(Group::simulation) && !rate_is_said;
  const bool is_asked = (!rate_is_said && !file.rate) || (!hold_is_said && !file.hold);
  if (!file.trace || (!is_played && !is_asked)) return std::nullopt;
  const auto read = [&] {
    if (file.trace->file.empty())
      return sources::Trace(file.trace->requests, file.trace->has_holds, sources::shown_name(path));
    const std::string beside = (std::filesystem::path(path).parent_path() / file.trace->file).string();
    ProgressLine line = call.progress();
    sources::Trace trace(beside, [&](double share) { line.tell(share, sources::shown_name(beside)); });
    line.clear();
    return trace;
  };
  sources::Trace trace = read();
  const sources::TraceSummary& summary = trace.summary();
  if (!file.rate) file.rate = summary.rate();
  if (!file.hold && summary.mean_hold)
    file.hold = fit_moments(*summary.mean_hold, std::sqrt(summary.hold_scv));
  if (!file.arrivals_scv) file.arrivals_scv = summary.gaps_scv;
  return trace;
}

/// "98% 4ms, 2% 400ms": each class exponential, as the families of --dist are where nothing else is said.
Distribution parse_mix(std::string_view text) {
  Mixture mixture;
  double sum = 0;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    std::string_view part = rest.substr(0, comma);
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    part.remove_prefix(std::min(part.find_first_not_of(' '), part.size()));
    const std::size_t share_end = std::min(part.find('%'), part.find(' '));
    if (share_end == std::string_view::npos)
      refuse(fmt::format("{} is no share and time; write such as 98% 4ms, 2% 400ms", quoted(part)));
    const std::size_t time_begin = share_end + (part[share_end] == '%' ? 1 : 0);
    const double share = parse_share(part.substr(0, time_begin));
    const Duration time = parse_duration(part.substr(time_begin));
    if (share <= 0 || time <= Duration{})
      refuse(fmt::format("{} has a share or a time of 0; leave it out", quoted(part)));
    mixture.classes.push_back({.weight = share, .hold = Exponential{time}});
    sum += share;
  }
  constexpr double rounding = 1e-6;
  if (std::abs(sum - 1) > rounding)
    refuse(fmt::format("{} adds up to {}; let the shares be 100 % together", quoted(text), percent(sum)));
  for (Mixture::Class& each : mixture.classes) each.weight /= sum;
  return mixture.classes.size() == 1 ? Distribution{std::get<Exponential>(mixture.classes.front().hold)}
                                     : Distribution{std::move(mixture)};
}

/// Hold times, and how well they meet the percentiles that were given.
struct GivenHold {
  Distribution hold;
  std::vector<PercentileFit::Match> matches;
  bool is_typed = true;  ///< rather than in the workload file
};

std::optional<GivenHold> hold_of(const Inputs& inputs, const std::optional<sources::WorkloadFile>& file) {
  std::vector<GivenHold> said;
  if (const auto duration = inputs.positive_duration("duration")) {
    said.push_back({from_moments(inputs, *duration), {}});
  } else {
    for (const std::string_view flag : {"dist", "cv"}) {
      if (inputs.has(flag))
        refuse(fmt::format("--{} goes with --duration; add it, or leave --{} out", flag, flag));
    }
  }
  if (auto fit = from_percentiles(inputs)) said.push_back({std::move(fit->hold), std::move(fit->matches)});
  if (auto hold = inputs.read("mix", parse_mix)) said.push_back({std::move(*hold), {}});
  if (auto hold = from_samples(inputs)) said.push_back({std::move(*hold), {}});
  if (said.size() > 1) {
    refuse(
        "--duration, --p50 with --p95 or --p99, --mix, and --samples each say how long connections are held; "
        "give one");
  }
  if (!said.empty()) return std::move(said.front());
  if (file && file->hold) return GivenHold{*file->hold, file->matches, false};
  return std::nullopt;
}

struct GivenRate {
  std::optional<Rate> rate;
  std::optional<render::BusiestStep> busiest;
  double over_mean = 1;  ///< the busiest step's rate against that of the whole profile
};

/// Requires: the file has a profile, whose last step ends with the window.
ProfileArrivals arrivals_of(const sources::WorkloadFile& file) {
  ProfileArrivals arrivals{.steps = {}, .end = *file.window};
  for (const sources::ProfileStep& step : file.profile) arrivals.steps.push_back({step.from, step.rate});
  return arrivals;
}

/// The busiest moment that a file tells of.
GivenRate rate_of(const sources::WorkloadFile& file) {
  const auto busiest = std::ranges::max_element(file.profile, {}, &sources::ProfileStep::rate);
  if (busiest == file.profile.end() || file.rate > busiest->rate) return {file.rate, std::nullopt};
  const auto next = busiest + 1;
  const Rate usual = *mean_rate(Arrivals{arrivals_of(file)}, std::nullopt);
  return {.rate = busiest->rate,
          .busiest = render::BusiestStep{.from = busiest->from,
                                         .to = next == file.profile.end() ? file.window.value() : next->from,
                                         .of = file.profile.size()},
          .over_mean = busiest->rate.per_second / usual.per_second};
}

std::optional<Population> population_of(const Inputs& inputs) {
  const std::optional<Duration> think = inputs.duration("think-time");
  if (!think) return std::nullopt;
  const std::optional<Count> users = inputs.count("users", 1, most_users);
  if (!users) refuse("--think-time goes with --users; add the number of concurrent users");
  if (inputs.has("rps"))
    refuse("--rps and --think-time both say how often a connection is asked for; give one");
  if (inputs.has("arrivals-scv"))
    refuse(
        "--arrivals-scv is for --rps; leave it out, with --think-time the users decide when they ask again");
  return Population{.users = *users, .think_time = *think};
}

/// Beyond this no pool could carry it, and counts would no longer be exact.
void refuse_beyond_reach(const Workload& workload) {
  constexpr double most_erlangs = 1e8;
  const double load = workload.offered_load().erlangs;
  if (load <= most_erlangs) return;
  refuse(fmt::format("{} × {} would keep {:.3g} connections busy; check the rate and the hold time",
                     to_string(workload.rate), to_string(mean(workload.hold)), load));
}

}  // namespace

std::optional<GivenWorkloads> gather_workloads(const Call& call, std::optional<Rate> recorded) {
  const Inputs inputs = call.inputs();
  const Inputs hold_said = hold_inputs(call);
  std::optional<sources::WorkloadFile> file = from_file(hold_said);
  std::optional<sources::Trace> trace;
  if (file && !recorded) trace = take_trace(call, hold_said.find("workload")->text, *file);
  std::optional<GivenHold> given = hold_of(hold_said, file);
  const std::optional<Population> population = population_of(inputs);

  GivenRate said{.rate = inputs.positive_rate("rps"), .busiest = std::nullopt};
  const bool is_of_file = !said.rate && !population && file;
  if (!said.rate && !population && file && !recorded) said = rate_of(*file);
  if (!said.rate && given) said.rate = recorded;
  const std::optional<Rate> rate = said.rate;
  if (!rate && !population) {
    if (!given || inputs.has("users") || inputs.has("tier")) return std::nullopt;
    refuse("a hold time without a rate; add --rps 100, or --users 100 with --think-time 5s");
  }
  if (!given)
    refuse("a rate without a hold time; add --duration 100ms, --p50 with --p99, --samples or --workload");

  Workload workload{.rate = rate.value_or(Rate{}), .hold = std::move(given->hold), .population = population};
  const Duration hold = mean(workload.hold);
  if (population)
    workload.rate = Load{static_cast<double>(population->users)} / (population->think_time + hold);
  const double peak = inputs.factor("peak-factor", 1).value_or(1);
  workload.rate = workload.rate * peak;
  workload.arrivals_scv =
      inputs.factor("arrivals-scv", 0).value_or(file ? file->arrivals_scv.value_or(1) : 1);

  Workloads workloads{.sqlalchemy = workload, .asyncpg = workload};
  if (const auto own = inputs.positive_rate("asyncpg-rps")) {
    workloads.asyncpg.rate = *own * (said.over_mean * peak);  // its peaks are those of the whole
    workloads.asyncpg.population.reset();
  }
  if (const auto own = inputs.positive_duration("asyncpg-duration")) {
    workloads.asyncpg.hold = scaled(workload.hold, *own / hold);
  }
  refuse_beyond_reach(workloads.sqlalchemy);
  refuse_beyond_reach(workloads.asyncpg);
  GivenWorkloads result{.workloads = std::move(workloads),
                        .matches = std::move(given->matches),
                        .busiest = said.busiest,
                        .profile = {},
                        .trace = {},
                        .holds_typed = given->is_typed};
  if (is_of_file && !file->profile.empty()) result.profile = arrivals_of(*file);
  if (is_of_file) result.trace = std::move(trace);
  return result;
}

}  // namespace poolsize::cli
