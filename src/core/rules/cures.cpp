#include "cures.hpp"

#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace poolsize {
namespace {

/// What is, with the sizes of the pool as `answer` has them; where they are the same, with its patience.
PoolSettings improved(const Subject& subject, const Pool& pool, const PoolSettings& answer) {
  PoolSettings wanted = subject.values();
  if (pool.kind == PoolKind::sqlalchemy) {
    wanted.sqlalchemy->pool_size = answer.sqlalchemy->pool_size;
    wanted.sqlalchemy->max_overflow = answer.sqlalchemy->max_overflow;
    if (wanted == subject.values()) wanted.sqlalchemy->pool_timeout = answer.sqlalchemy->pool_timeout;
  } else {
    wanted.asyncpg->max_size = answer.asyncpg->max_size;
    wanted.asyncpg->min_size = std::min(wanted.asyncpg->min_size, wanted.asyncpg->max_size);
  }
  return wanted;
}

/// Where no settings meet both goal and budget.
std::string remedy(const Remedies& remedies) {
  std::string text = fmt::format("no settings meet both goal and budget: raise max_connections to {}",
                                 remedies.max_connections);
  if (remedies.mean_hold)
    text += fmt::format(", or hold connections for {} at most", to_string(*remedies.mean_hold));
  return text;
}

/// As the source would have it.
std::string as_written(const Subject& subject, const std::string& value) {
  if (!subject.input().python) return value;
  return value == "true" ? "True" : value == "false" ? "False" : value;
}

}  // namespace

std::string set_cure(const Subject& subject, const PoolSettings& wanted) {
  std::vector<std::string> changes;
  for (const Setting& setting : settings_table) {
    const std::string value = value_of(setting, wanted);
    if (value != value_of(setting, subject.values()))
      changes.push_back(fmt::format("{}={}", name_of(subject, setting), as_written(subject, value)));
  }
  return changes.empty() ? "" : "set " + listed(changes);
}

std::vector<Edit> safe_edits(const Subject& subject, const PoolSettings& wanted) {
  if (const auto& server = subject.question().server) {
    if (!subject.complete()) return {};
    PoolSettings after = subject.settings();
    if (after.sqlalchemy) after.sqlalchemy = wanted.sqlalchemy;
    if (after.asyncpg) after.asyncpg = wanted.asyncpg;
    const std::optional<Count> asked = demand(after, subject.question().deployment);
    if (!asked || *asked > server->available()) return {};
  }
  std::vector<Edit> edits;
  for (const Setting& setting : settings_table) {
    std::string value = value_of(setting, wanted);
    if (value == value_of(setting, subject.values())) continue;
    const Variable* variable = subject.variable(setting);
    edits.push_back(
        {.variable = variable != nullptr ? variable->name : variable_name(setting, subject.input().prefix),
         .name = "",
         .value = std::move(value)});
  }
  return edits;
}

std::string sizing_cure(const Subject& subject, const Pool& pool) {
  const Recommendation& answer = subject.recommendation();
  if (!answer.fits() && answer.remedies) return remedy(*answer.remedies);
  const std::string cure = set_cure(subject, improved(subject, pool, answer.settings));
  return cure.empty() ? "hold connections for a shorter time" : cure;
}

std::string capacity_cure(const Subject& subject, PoolKind kind, Count capacity) {
  PoolSettings wanted = subject.values();
  if (kind == PoolKind::sqlalchemy) {
    wanted.sqlalchemy->max_overflow = capacity - wanted.sqlalchemy->pool_size;
  } else {
    wanted.asyncpg->max_size = capacity;
  }
  return set_cure(subject, wanted);
}

Duration timeout_within(Duration request_timeout) {
  const Duration half = request_timeout / 2;
  return half >= Duration{1} ? Duration{std::floor(half.seconds)} : half;
}

Duration usual_timeout(const Subject& subject) {
  const Duration usual = SqlalchemySettings{}.pool_timeout;
  const auto& request_timeout = subject.question().request_timeout;
  return request_timeout ? std::min(usual, timeout_within(*request_timeout)) : usual;
}

std::string pool_timeout_cure(const Subject& subject, Duration timeout) {
  PoolSettings wanted = subject.values();
  wanted.sqlalchemy->pool_timeout = timeout;
  return set_cure(subject, wanted);
}

std::optional<Duration> sufficient_timeout(const Subject& subject) {
  SqlalchemySettings pool = *subject.settings().sqlalchemy;
  const Workload share = subject.workloads().sqlalchemy.share(subject.question().deployment.instances);
  const Duration most = usual_timeout(subject);
  for (const double seconds : {1.0, 2.0, 3.0, 5.0, 10.0, 15.0, 20.0, 30.0}) {
    const Duration timeout = std::min(Duration{seconds}, most);
    if (timeout <= subject.settings().sqlalchemy->pool_timeout) continue;
    pool.pool_timeout = timeout;
    const Prediction longer = predict(pool, share, subject.question().goal, subject.question().costs);
    if (!above(longer.timeout_probability, subject.question().goal.max_timeouts)) return timeout;
  }
  return std::nullopt;
}

}  // namespace poolsize
