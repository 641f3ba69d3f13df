#include "gather.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace poolsize::cli {
namespace {

// Far above anything that runs, and low enough that a product of all of them still fits a Count.
constexpr Count most_instances = 100'000;
constexpr Count most_engines = 1'000;
constexpr Count most_server_connections = 1'000'000'000;

Surge parse_surge(std::string_view text) {
  if (text.find('%') != std::string_view::npos) return {.share = parse_share(text)};
  const Count instances = parse_count(text);
  if (instances > most_instances)
    refuse(fmt::format("{} is out of range; write a number of instances, or 25%", quoted(text)));
  return {.instances = instances};
}

/// "p99", "99" or "99.9%" -> 0.99, 0.99, 0.999
double parse_percentile(std::string_view text) {
  std::string_view digits = text;
  if (digits.starts_with('p')) digits.remove_prefix(1);
  if (digits.ends_with('%')) digits.remove_suffix(1);
  const std::optional<double> value = number(digits);
  if (!value || *value < 1 || *value >= 100) {
    refuse(fmt::format("{} is not a percentile; write p99, or p1 to p99.999", quoted(text)));
  }
  return *value / 100;
}

Deployment gather_deployment(const Inputs& inputs, const GivenSettings& given) {
  Deployment deployment{.instances = inputs.count("instances", 1, most_instances).value_or(1),
                        .engines = inputs.count("engines", 1, most_engines).value_or(given.engines),
                        .surge = inputs.read("surge", parse_surge).value_or(Surge{})};
  if (given.instances && !inputs.typed("instances"))
    deployment.instances = std::min(*given.instances, most_instances);
  if (given.surge && !inputs.typed("surge")) deployment.surge = *given.surge;
  deployment.surge.instances = std::min(deployment.surge.instances, most_instances);
  return deployment;
}

std::optional<ServerLimits> gather_server(const Inputs& inputs) {
  const std::optional<Count> most = inputs.count("max-connections", 1, most_server_connections);
  const std::optional<Count> reserved = inputs.count("reserved", 0, most_server_connections);
  const std::optional<Count> others = inputs.count("other-connections", 0, most_server_connections);
  if (!most) {
    if (reserved || others) {
      refuse(fmt::format("--{} goes with --max-connections; add what SHOW max_connections says",
                         reserved ? "reserved" : "other-connections"));
    }
    return std::nullopt;
  }
  ServerLimits limits{.max_connections = *most};
  limits.reserved = reserved.value_or(limits.reserved);
  limits.other_connections = others.value_or(limits.other_connections);
  return limits;
}

Goal gather_goal(const Inputs& inputs) {
  Goal goal;
  goal.max_wait = inputs.duration("max-wait").value_or(goal.max_wait);
  goal.percentile = inputs.read("percentile", parse_percentile).value_or(goal.percentile);
  goal.max_timeouts = inputs.read("max-timeouts", parse_share).value_or(goal.max_timeouts);
  return goal;
}

const Tier* gather_tier(const Inputs& inputs, Count instances) {
  if (const auto name = inputs.choice("tier")) return find_tier(*name);
  const auto users = inputs.count("users", 1, most_users);
  if (!users) return nullptr;
  return &tier_for((*users + instances - 1) / instances);
}

Method gather_method(const Inputs& inputs) {
  const std::string word = inputs.choice("method").value_or("auto");
  if (word == "formula") return Method::formula;
  if (word == "goal") return Method::goal;
  return word == "tier" ? Method::tier : Method::automatic;
}

Pools gather_pools(const Inputs& inputs, const PoolSettings& given) {
  const std::string word = inputs.choice("pools").value_or("auto");
  if (word == "sqlalchemy") return Pools::sqlalchemy;
  if (word == "asyncpg") return Pools::asyncpg;
  if (word == "both" || given.sqlalchemy.has_value() == given.asyncpg.has_value()) return Pools::both;
  return given.sqlalchemy ? Pools::sqlalchemy : Pools::asyncpg;
}

Costs gather_costs(const Inputs& inputs) {
  constexpr Count most_processors = 1'000'000;
  const Costs costs{.connect_time = inputs.duration("connect-time").value_or(Duration{}),
                    .connect_shared = inputs.duration("connect-shared").value_or(Duration{}),
                    .connect_processors = inputs.count("connect-processors", 1, most_processors).value_or(1),
                    .connect_cv = inputs.factor("connect-cv", 0).value_or(0),
                    .round_trip = inputs.duration("round-trip").value_or(Duration{})};
  if (costs.connect_shared > costs.connect_time) {
    refuse(fmt::format("connects cannot share {} of {}; write at most --connect-time for --connect-shared",
                       to_string(costs.connect_shared), to_string(costs.connect_time)));
  }
  return costs;
}

}  // namespace

void set_deployment(Question& question, const Inputs& inputs, const GivenSettings& given) {
  question.deployment = gather_deployment(inputs, given);
  question.tier = gather_tier(inputs, question.deployment.instances);
}

GivenQuestion gather_question(const Call& call, const GivenSettings& given, std::optional<Rate> recorded) {
  const Inputs inputs = call.inputs();
  GivenQuestion asked;
  Question& question = asked.question;
  if (auto workloads = gather_workloads(call, recorded)) {
    question.workloads = workloads->workloads;
    asked.understood = {workloads->workloads.sqlalchemy, std::move(workloads->matches), workloads->busiest};
    asked.profile = std::move(workloads->profile);
    asked.trace = std::move(workloads->trace);
    asked.holds_typed = workloads->holds_typed;
  }
  set_deployment(question, inputs, given);
  question.pools = gather_pools(inputs, given.settings);
  question.server = gather_server(inputs);
  question.goal = gather_goal(inputs);
  question.costs = gather_costs(inputs);
  if (call.command().has(Group::method)) {
    question.formula.headroom = inputs.factor("headroom", 0.01).value_or(question.formula.headroom);
    question.formula.round_to = inputs.count("round-to", 1, 1000).value_or(question.formula.round_to);
    question.method = gather_method(inputs);
  }
  question.request_timeout = inputs.positive_duration("request-timeout");
  question.acquire_timeout = inputs.duration("asyncpg-acquire-timeout");
  return asked;
}

Surroundings gather_surroundings(const Inputs& inputs) {
  constexpr Count most_threads = 1'000'000;
  Surroundings around{.db_cores = inputs.count("db-cores", 1, most_threads),
                      .app_threads = inputs.count("app-threads", 1, most_threads),
                      .checkouts_per_request = inputs.count("checkouts-per-request", 1, most_threads)};
  if (const auto word = inputs.choice("pooler")) {
    around.pooler = *word == "none"                ? Pooler::none
                    : *word == "pgbouncer-session" ? Pooler::pgbouncer_session
                                                   : Pooler::pgbouncer_transaction;
  }
  return around;
}

}  // namespace poolsize::cli
