#include "budgeting.hpp"
#include "reasons.hpp"
#include "sizing.hpp"

#include <poolsize/recommendation.hpp>

#include <algorithm>
#include <cmath>

namespace poolsize {
namespace {

bool has(Pools pools, PoolKind kind) {
  if (pools == Pools::sqlalchemy) return kind == PoolKind::sqlalchemy;
  if (pools == Pools::asyncpg) return kind == PoolKind::asyncpg;
  return true;
}

/// Only the pools that the process has.
PoolSettings only(Pools pools, PoolSettings settings) {
  if (!has(pools, PoolKind::sqlalchemy)) settings.sqlalchemy.reset();
  if (!has(pools, PoolKind::asyncpg)) settings.asyncpg.reset();
  return settings;
}

PoolSettings by_formula(const Question& question) {
  const Count instances = question.deployment.instances;
  const Workloads& asked = question.workloads.value();
  return {
      .sqlalchemy = question.formula.settings(asked.sqlalchemy.share(instances).offered_load()).sqlalchemy,
      .asyncpg = question.formula.settings(asked.asyncpg.share(instances).offered_load()).asyncpg};
}

/// `settings`, with the pools that miss the goal raised to the smallest that meet it.
PoolSettings raised(PoolSettings settings, const PoolSettings& smallest, const Predictions& prediction,
                    const Goal& goal) {
  if (prediction.sqlalchemy && !meets(*prediction.sqlalchemy, goal)) {
    const SqlalchemySettings& least = smallest.sqlalchemy.value();
    settings.sqlalchemy->pool_size = std::max(settings.sqlalchemy->pool_size, least.pool_size);
    settings.sqlalchemy->max_overflow =
        std::max<Count>(0, least.capacity().value() - settings.sqlalchemy->pool_size);
  }
  if (prediction.asyncpg && !meets(*prediction.asyncpg, goal)) {
    settings.asyncpg->max_size = std::max(settings.asyncpg->max_size, smallest.asyncpg.value().max_size);
  }
  return settings;
}

/// What a tier keeps when the budget is tight: nothing is known of the traffic, so only what stays open.
PoolSettings without_reserve(PoolSettings settings) {
  if (settings.sqlalchemy) settings.sqlalchemy->max_overflow = 0;
  if (settings.asyncpg) settings.asyncpg->max_size = std::max<Count>(1, settings.asyncpg->min_size);
  return settings;
}

/// A pool must answer while the client is still there: half of its patience leaves the other half to the
/// work.
Duration pool_timeout_for(Duration usual, std::optional<Duration> request_timeout) {
  if (!request_timeout) return usual;
  const Duration half = *request_timeout / 2;
  return std::min(usual, half >= Duration{1} ? Duration{std::floor(half.seconds)} : half);
}

Method resolved(const Question& question) {
  if (question.method != Method::automatic) return question.method;
  return question.workloads ? Method::formula : Method::tier;
}

/// The settings that the method gives before goal and budget have their say.
PoolSettings draft(const Question& question, Method method) {
  PoolSettings settings =
      only(question.pools, method == Method::tier ? question.tier->settings : by_formula(question));
  if (settings.sqlalchemy) {
    settings.sqlalchemy->pool_timeout =
        pool_timeout_for(settings.sqlalchemy->pool_timeout, question.request_timeout);
  }
  return settings;
}

BoundBy bound_of(Method method) {
  if (method == Method::tier) return BoundBy::tier;
  return method == Method::goal ? BoundBy::goal : BoundBy::formula;
}

bool all_meet(const Predictions& prediction, const Goal& goal) {
  return (!prediction.sqlalchemy || meets(*prediction.sqlalchemy, goal)) &&
         (!prediction.asyncpg || meets(*prediction.asyncpg, goal));
}

}  // namespace

std::string_view to_string(BoundBy bound) {
  switch (bound) {
    case BoundBy::formula:
      return "formula";
    case BoundBy::goal:
      return "goal";
    case BoundBy::budget:
      return "budget";
    case BoundBy::tier:
      return "tier";
  }
  return "";
}

Predictions predict(const PoolSettings& settings, const Workloads& workloads, const Question& question) {
  const Count instances = question.deployment.instances;
  Predictions predictions;
  if (settings.sqlalchemy) {
    predictions.sqlalchemy =
        predict(*settings.sqlalchemy, workloads.sqlalchemy.share(instances), question.goal, question.costs);
  }
  if (settings.asyncpg) {
    predictions.asyncpg = predict(*settings.asyncpg, workloads.asyncpg.share(instances), question.goal,
                                  question.costs, question.acquire_timeout);
  }
  return predictions;
}

PoolSettings smallest_settings(const Workloads& workloads, const PoolSettings& like,
                               const Question& question) {
  const Count instances = question.deployment.instances;
  PoolSettings smallest = like;
  if (smallest.sqlalchemy) {
    const Workload share = workloads.sqlalchemy.share(instances);
    const Count capacity = smallest_capacity(*like.sqlalchemy, share, question.goal, question.costs);
    smallest.sqlalchemy = smallest_split(capacity, *like.sqlalchemy, share, question.goal, question.costs);
  }
  if (smallest.asyncpg) {
    smallest.asyncpg->max_size = smallest_capacity(*like.asyncpg, workloads.asyncpg.share(instances),
                                                   question.goal, question.costs, question.acquire_timeout);
    smallest.asyncpg->min_size = std::min(smallest.asyncpg->min_size, smallest.asyncpg->max_size);
  }
  return smallest;
}

Recommendation recommend(const Question& question) {
  const Method method = resolved(question);
  const PoolSettings first = draft(question, method);
  Recommendation answer{.settings = first, .bound_by = bound_of(method)};

  if (question.workloads) answer.smallest = smallest_settings(*question.workloads, first, question);
  if (method == Method::goal) answer.settings = *answer.smallest;

  if (question.method == Method::automatic && answer.smallest) {
    const Predictions prediction = predict(first, *question.workloads, question);
    answer.settings = raised(first, *answer.smallest, prediction, question.goal);
    if (answer.settings != first) answer.bound_by = BoundBy::goal;
  }
  const PoolSettings& drafted = method == Method::goal ? answer.settings : first;
  Stages stages{.draft = drafted, .wanted = answer.settings, .final = answer.settings};
  Method told = method;
  if (question.method == Method::automatic && question.server) {
    const PoolSettings least = answer.smallest.value_or(without_reserve(stages.wanted));
    if (const auto cut = cut_to_fit(stages.wanted, least, question.deployment, *question.server)) {
      stages.final = *cut;
    } else {
      stages = {.draft = least, .wanted = least, .final = least};
      if (answer.smallest) told = Method::goal;
      answer.bound_by = BoundBy::budget;
    }
    if (stages.final != stages.wanted) answer.bound_by = BoundBy::budget;
    answer.settings = stages.final;
  }

  if (question.workloads) {
    answer.prediction = predict(answer.settings, *question.workloads, question);
    answer.meets_goal = all_meet(answer.prediction, question.goal);
  }
  if (question.server) {
    answer.budget = Budget{demand(answer.settings, question.deployment), question.server->available()};
  }
  answer.reasons = reasons_for(question, told, stages);
  if (!answer.fits() && answer.smallest && question.server)
    answer.remedies = remedies_for(question, *answer.smallest);
  return answer;
}

}  // namespace poolsize
