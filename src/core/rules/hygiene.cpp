// Whether somebody chose the values, and knows what they do.
#include "cures.hpp"
#include "families.hpp"
#include "wording.hpp"

#include <fmt/format.h>

namespace poolsize {
namespace {

constexpr Rule overflow_not_set{
    .id = "overflow-not-set",
    .severity = Severity::warning,
    .title = "pool_size is set and max_overflow is left at its default",
    .why =
        "The capacity of the pool is pool_size + max_overflow, so a pool_size of 10 allows 20 connections "
        "while nobody wrote 20 anywhere. Multiplied by workers and replicas the forgotten half is what "
        "exhausts the server.",
    .cure = "Set max_overflow too, to 0 where the pool shall have a fixed size.",
    .sources = {"sqlalchemy/pool/impl.py, QueuePool: max_overflow=10",
                "safe-global/safe-decoder-service PR #296, #297: pool_size 10 set, 20 connections a worker"},
    .check = [](const Subject& subject) -> Remarks {
      const auto& pool = subject.settings().sqlalchemy;
      if (!pool || pool->pool_size == 0) return {};
      if (!subject.set(knob::pool_size) || subject.set(knob::max_overflow)) return {};
      PoolSettings wanted = subject.values();
      wanted.sqlalchemy->max_overflow = 2 * pool->pool_size;
      const std::string name = name_of(subject, knob::max_overflow);
      return {{.about = subject.variable(knob::pool_size),
               .message = fmt::format("{} is set and {} is not: its default of {} allows {} connections",
                                      stated(subject, knob::pool_size), name, pool->max_overflow,
                                      pool->capacity().value()),
               .cure = fmt::format("set {}={}, twice pool_size as in the formula, or {}=0 for a fixed size",
                                   name, 2 * pool->pool_size, name)}};
    },
};

constexpr Rule pre_ping_off{
    .id = "pre-ping-off",
    .severity = Severity::warning,
    .title = "health checks at checkout are off",
    .why =
        "SQLAlchemy never looks at an idle connection. After a restart or failover of the server, or a "
        "firewall that forgets idle connections, every one in the pool is dead, and without pre-ping each of "
        "them fails the request that gets it. The check costs round trips at every checkout; where the "
        "network is slow and the server never goes away, that may be too dear.",
    .cure = "Set pool_pre_ping to true.",
    .sources = {"docs.sqlalchemy.org, Connection Pooling: Dealing with Disconnects",
                "sqlalchemy/pool/base.py, _ConnectionFairy._checkout"},
    .check = [](const Subject& subject) -> Remarks {
      const auto& pool = subject.settings().sqlalchemy;
      if (!pool || pool->pre_ping) return {};
      PoolSettings wanted = subject.values();
      wanted.sqlalchemy->pre_ping = true;
      const bool nobody_chose = !subject.set(knob::pre_ping);
      return {{.about = subject.variable(knob::pre_ping),
               .message = fmt::format(
                   "{} lets requests fail on connections that died while idle, as after a restart "
                   "of the server",
                   stated(subject, knob::pre_ping)),
               .cure = set_cure(subject, wanted),
               .at_most = nobody_chose ? Severity::info : Severity::error}};
    },
};

constexpr Rule pooled_test_database{
    .id = "pooled-test-database",
    .severity = Severity::info,
    .title = "the URL contains \"test\": NullPool is used and pool settings do nothing",
    .why =
        "The application runs on NullPool when \"test\" is anywhere in the URL, so that tests do not share "
        "connections: every request opens one and closes it again, nothing limits how many there are, and no "
        "pool setting has an effect. That is meant for tests; a production database called contest or latest "
        "gets it too. Rules about SQLAlchemy's pool are silent where every URL is of this kind.",
    .cure = "Where this is no test, rename the database, user or host that has \"test\" in it.",
    .sources = {"DATABASE_POOL_CONFIGURATION.md, Test Configuration", "sqlalchemy/pool/impl.py, NullPool"},
    .check =
        [](const Subject& subject) {
          Remarks remarks;
          for (const auto& [variable, url] : subject.urls()) {
            if (!url.postgresql() || !url.test) continue;
            remarks.push_back(
                {.about = variable,
                 .message = fmt::format(
                     "{} contains \"test\": it runs on NullPool, and pool settings do nothing for it",
                     shown(variable->name)),
                 .cure = "if this is no test, rename what has \"test\" in it"});
          }
          return remarks;
        },
};

bool says_anything(const Subject& subject, PoolKind kind) {
  return std::ranges::any_of(settings_table, [&](const Setting& each) {
    return each.pool() == kind && subject.variable(each) != nullptr;
  });
}

bool has_pool(const Subject& subject, PoolKind kind) {
  const PoolSettings& settings = subject.settings();
  return kind == PoolKind::sqlalchemy ? settings.sqlalchemy.has_value() : settings.asyncpg.has_value();
}

/// Whether the setting of that pool can be compared: a source that says nothing of a pool has no opinion.
bool comparable(const Subject& subject, PoolKind kind) {
  return has_pool(subject, kind) && says_anything(subject, kind);
}

bool ignores_drift(const Variable* variable);

/// "the 20 in prod.env:3", "the default of 30 s in prod.env"
std::string value_and_place(const Subject& subject, const Setting& setting) {
  Location place = subject.set(setting) ? subject.variable(setting)->name_at : Location{};
  if (place.file.empty()) place.file = subject.input().source;
  place.column = 0;
  return fmt::format("the {}{} in {}", subject.set(setting) ? "" : "default of ",
                     value_with_unit(setting, subject.values()), shown(to_string(place)));
}

/// A line that is not there cannot say that the difference is meant.
std::string drift_cure(const Subject& subject, const Setting& setting, std::string_view value) {
  std::string cure = fmt::format("set {}={}", name_of(subject, setting), value);
  if (!subject.set(setting)) return cure;
  return cure + ", or put `# poolsize: ignore[environment-drift]` behind it if the difference is meant";
}

constexpr Rule environment_drift{
    .id = "environment-drift",
    .severity = Severity::warning,
    .title = "pool settings differ between the files given",
    .needs = {Need::second_source},
    .why =
        "What was tried in one environment says little about another where the pools are different: staging "
        "finds no exhausted pool if its pool is larger, and a default that only one file overrides is easily "
        "forgotten. A file is compared with the first one before it that says anything about the same pool; "
        "a setting that is missing in one of them counts with its default.",
    .cure = "Use one value everywhere, or say on the line that the difference is meant.",
    .sources = {"DATABASE_POOL_CONFIGURATION.md, Don'ts: don't mix pool configurations across environments"},
    .compare =
        [](const Subject& subject, std::span<const Subject* const> before) {
          Remarks remarks;
          for (const Setting& each : settings_table) {
            if (!comparable(subject, each.pool())) continue;
            const auto first = std::ranges::find_if(
                before, [&](const Subject* earlier) { return comparable(*earlier, each.pool()); });
            if (first == before.end()) continue;
            const Subject& other = **first;
            const std::string value = value_of(each, other.values());
            if (value == value_of(each, subject.values()) || ignores_drift(other.variable(each))) continue;
            remarks.push_back({.about = subject.variable(each),
                               .message = fmt::format("{} differs from {}", stated(subject, each),
                                                      value_and_place(other, each)),
                               .cure = drift_cure(subject, each, value)});
          }
          return remarks;
        },
};

bool ignores_drift(const Variable* variable) {
  return variable != nullptr &&
         std::ranges::find(variable->ignored, environment_drift.id) != variable->ignored.end();
}

constexpr std::array family{overflow_not_set, pre_ping_off, pooled_test_database, environment_drift};
static_assert(well_formed(family));

}  // namespace

std::span<const Rule> hygiene_rules() { return family; }

}  // namespace poolsize
