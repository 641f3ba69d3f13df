#include "reasons.hpp"

#include <fmt/format.h>

namespace poolsize {
namespace {

std::string of_instances(const Question& question) {
  const Count instances = question.deployment.instances;
  return instances == 1 ? "" : fmt::format(" ÷ {} instances", instances);
}

/// The arithmetic of the formula, as it would be done on paper.
std::string formula_text(const Question& question, const Workload& workload) {
  const Formula& formula = question.formula;
  const Load load = workload.share(question.deployment.instances).offered_load();
  std::string text =
      fmt::format("{}{} × {} × {} = {}", to_string(workload.rate), of_instances(question),
                  to_string(mean(workload.hold)), formula.headroom, rounded(load.erlangs * formula.headroom));
  if (formula.round_to > 1) text += fmt::format(", rounded up to a multiple of {}", formula.round_to);
  return text;
}

std::string tier_text(const Question& question) {
  const Tier& tier = *question.tier;
  const Tier* next = &tier == &tiers.back() ? nullptr : &tier + 1;
  const std::string users = next == nullptr
                                ? fmt::format("{} users or more", tier.users_from)
                                : fmt::format("{} to {} users", tier.users_from, next->users_from - 1);
  return fmt::format("the row of the tier {}: {}{}", tier.name, users,
                     question.deployment.instances == 1 ? "" : " an instance");
}

std::string goal_text(const Goal& goal) {
  return fmt::format("p{} of the waits is at most {}", rounded(goal.percentile * 100),
                     to_string(goal.max_wait));
}

std::string budget_text(const Question& question) {
  const Count peak = question.deployment.peak_instances();
  return fmt::format("{} connections of the server{}", question.server->available(),
                     peak == 1 ? "" : fmt::format(" ÷ {} instances", peak));
}

/// Where the sizes come from before goal and budget have their say.
struct Origins {
  std::string pool_size;
  std::string max_overflow = "2 × pool_size";
  std::string min_size = "half of the formula's pool_size, rounded down";
  std::string max_size = "2 × the formula's pool_size";
};

Origins origins(const Question& question, Method method) {
  if (method == Method::tier) {
    const std::string row = tier_text(question);
    return {row, row, row, row};
  }
  Origins from;
  if (method == Method::formula) {
    from.pool_size = formula_text(question, question.workloads->sqlalchemy);
  } else {
    from.pool_size = fmt::format("the smallest that opens a connection on at most {} of the checkouts",
                                 percent(most_churn));
    from.max_overflow =
        fmt::format("with pool_size the smallest capacity with which {}", goal_text(question.goal));
    from.max_size = fmt::format("the smallest with which {}", goal_text(question.goal));
  }
  return from;
}

/// `from`, and what goal and budget made of it.
std::string told(std::string from, Count drafted, Count wanted, Count final, const Question& question) {
  if (wanted != drafted)
    from += fmt::format("; raised from {} so that {}", drafted, goal_text(question.goal));
  if (final != wanted) from += fmt::format("; cut from {} to fit {}", wanted, budget_text(question));
  return from;
}

constexpr std::string_view usual = "the usual one, in every tier";

}  // namespace

std::vector<Reason> reasons_for(const Question& question, Method method, const Stages& stages) {
  const Origins from = origins(question, method);
  std::vector<Reason> reasons;
  const auto size = [&](std::string_view setting, const std::string& origin, auto pool, auto field) {
    reasons.push_back(
        {std::string(setting), told(origin, (*(stages.draft.*pool)).*field, (*(stages.wanted.*pool)).*field,
                                    (*(stages.final.*pool)).*field, question)});
  };
  const auto fixed = [&](std::string_view setting, std::string_view text) {
    reasons.push_back({std::string(setting), std::string(text)});
  };

  if (const auto& pool = stages.final.sqlalchemy) {
    size("pool_size", from.pool_size, &PoolSettings::sqlalchemy, &SqlalchemySettings::pool_size);
    size("max_overflow", from.max_overflow, &PoolSettings::sqlalchemy, &SqlalchemySettings::max_overflow);
    const bool shortened = question.request_timeout && pool->pool_timeout < SqlalchemySettings{}.pool_timeout;
    fixed("pool_timeout",
          shortened ? fmt::format("half of the request timeout of {}", to_string(*question.request_timeout))
                    : std::string(usual));
    fixed("pool_pre_ping", "finds a connection that died while idle before a request does");
  }
  if (stages.final.asyncpg) {
    size("asyncpg min_size", from.min_size, &PoolSettings::asyncpg, &AsyncpgSettings::min_size);
    size("asyncpg max_size", from.max_size, &PoolSettings::asyncpg, &AsyncpgSettings::max_size);
    fixed("asyncpg command_timeout", usual);
  }
  return reasons;
}

}  // namespace poolsize
