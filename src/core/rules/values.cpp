// Whether the values can be what the application needs at all.
#include "cures.hpp"
#include "families.hpp"
#include "wording.hpp"

#include <poolsize/suggest.hpp>

#include <fmt/format.h>

#include <cctype>
#include <map>

namespace poolsize {
namespace {

constexpr Rule invalid_value{
    .id = "invalid-value",
    .severity = Severity::error,
    .title = "a setting is not a number of the right kind, out of range, or empty",
    .why =
        "An application that validates its settings does not start with such a value, and one that does not "
        "fails at its first connection or runs on something that nobody chose. Sizes are whole numbers in "
        "ASCII digits, timeouts bare numbers of seconds, health checks true or false. White space around a "
        "value does not count, a unit behind it does.",
    .cure = "Write a value of the kind that the message names.",
    .sources = {"docs.pydantic.dev, Conversion Table",
                "sqlalchemy/pool/impl.py, QueuePool.__init__: pool_size from 0, max_overflow from -1",
                "asyncpg/pool.py, Pool.__init__: max_size from 1, min_size from 0"},
    .check =
        [](const Subject& subject) {
          Remarks remarks;
          for (const Setting& setting : settings_table) {
            const std::string& complaint = subject.complaint(setting);
            if (complaint.empty()) continue;
            // "'abc' is not a whole number; write digits": what is wrong, then the cure, which has no
            // semicolon.
            const std::size_t end = complaint.rfind("; ");
            remarks.push_back({.about = subject.variable(setting),
                               .message = name_of(subject, setting) + " " + complaint.substr(0, end),
                               .cure = complaint.substr(end + 2)});
          }
          return remarks;
        },
};

/// What stands in front of the setting in `name` and is no slip of the prefix: the application may read
/// another.
std::string_view other_prefix(std::string_view name, const Setting& meant, std::string_view prefix) {
  if (name.size() <= meant.variable.size() || has_prefix(name, prefix)) return "";
  const std::size_t end = name.size() - meant.variable.size();
  const std::string_view front = name.substr(0, end);
  return same_variable(name.substr(end), meant.variable) && !slip_distance(front, prefix) ? front : "";
}

std::string rename_cure(const Subject& subject, std::string_view name, const Setting& meant) {
  const std::string& prefix = subject.input().prefix;
  const std::string cure = fmt::format("did you mean {}? rename it", variable_name(meant, shown(prefix)));
  const std::string_view other = other_prefix(name, meant, prefix);
  if (other.empty()) return cure;
  return fmt::format("{}, or check with --env-prefix {} if that is what the application reads", cure,
                     shown(other));
}

/// The rename, where nothing else can have been meant: the name begins with the application's prefix or
/// nearly so, it is a slip of the whole name, nothing sets the setting already, and no other name is nearly
/// its.
std::vector<Edit> rename_edits(const Subject& subject, const Variable& variable, const Setting& meant) {
  const std::string& prefix = subject.input().prefix;
  const std::string_view front = std::string_view(variable.name).substr(0, variable.name.find('_') + 1);
  const bool ours = has_prefix(variable.name, prefix) || slip_distance(front, prefix);
  if (!ours || !slip_distance(variable.name, variable_name(meant, prefix))) return {};
  if (subject.variable(meant) != nullptr) return {};
  for (const Variable& other : subject.input().variables)
    if (&other != &variable && nearly_setting(other.name, prefix) == &meant) return {};
  return {{.variable = variable.name, .name = variable_name(meant, prefix), .value = ""}};
}

constexpr Rule unknown_variable{
    .id = "unknown-variable",
    .severity = Severity::warning,
    .title = "a name nearly that of a pool setting, which the application ignores in silence",
    .why =
        "Nothing complains about an environment variable that nobody reads: the application starts, the pool "
        "keeps its default, and the file looks as if it did not. DATABASE_POOLSIZE=50 is the usual way to "
        "run on 5 connections for a year. Names that are far from every setting are left alone; they may "
        "belong to something else.",
    .cure = "Rename the variable to the setting that was meant.",
    .sources = {"docs.pydantic.dev, Settings Management: names that are not fields are ignored",
                "safe-global/safe-decoder-service PR #296: max_overflow left at its default"},
    .check =
        [](const Subject& subject) {
          Remarks remarks;
          for (const Variable& variable : subject.input().variables) {
            const Setting* meant =
                variable.setting != nullptr ? nullptr : nearly_setting(variable.name, subject.input().prefix);
            if (meant == nullptr) continue;
            remarks.push_back(
                {.about = &variable,
                 .message = fmt::format(
                     "{} is not the name of a pool setting: the application ignores it in silence",
                     shown(variable.name)),
                 .cure = rename_cure(subject, variable.name, *meant),
                 .at_name = true,
                 .edits = rename_edits(subject, variable, *meant)});
          }
          return remarks;
        },
};

/// Equal for what is one variable to the application. Beyond its own prefix case may well count: HTTP_PROXY
/// and http_proxy are often set together.
std::string key_of(const Variable& variable, std::string_view prefix) {
  std::string key = variable.name;
  if (has_prefix(key, prefix))
    std::ranges::transform(key, key.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return key;
}

/// "the value in line 3", "the value of Database_Pool_Size in line 3", "the value of DATABASE_POOL_SIZE"
std::string lost_value(const Variable& lost, const Variable& by) {
  const int line = lost.name_at.line;
  const std::string whose = line > 0 && lost.name == by.name ? "" : fmt::format(" of {}", shown(lost.name));
  return fmt::format("the value{}{}", whose, line == 0 ? "" : fmt::format(" in line {}", line));
}

constexpr Rule duplicate_variable{
    .id = "duplicate-variable",
    .severity = Severity::warning,
    .title = "a variable is set twice in one file",
    .why =
        "The last one counts, so that whoever edits the first one changes nothing. Names that differ in case "
        "alone are one name to an application that reads them without regard to case, although they are two "
        "variables to the shell.",
    .cure = "Remove all but one of them.",
    .sources = {"python-dotenv, main.py, DotEnv.dict: later bindings replace earlier ones",
                "docs.pydantic.dev, Settings Management: case_sensitive is off by default"},
    .check =
        [](const Subject& subject) {
          Remarks remarks;
          std::map<std::string, const Variable*> last;
          for (const Variable& variable : subject.input().variables) {
            const Variable*& before = last[key_of(variable, subject.input().prefix)];
            if (before != nullptr) {
              remarks.push_back({.about = &variable,
                                 .message = fmt::format("{} is set again: {} is lost", shown(variable.name),
                                                        lost_value(*before, variable)),
                                 .cure = "remove one of the two",
                                 .at_name = true});
            }
            before = &variable;
          }
          return remarks;
        },
};

/// Dialects of other databases (SQLAlchemy's own, those in its list of external dialects, and schemes of
/// well-known servers): a URL of one of these is meant for that database.
constexpr std::array<std::string_view, 23> other_databases{
    "mysql",  "mariadb",   "sqlite",      "oracle",   "mssql",     "sqlserver", "mongodb",    "redis",
    "rediss", "valkey",    "db2",         "firebird", "snowflake", "bigquery",  "clickhouse", "duckdb",
    "libsql", "cassandra", "cockroachdb", "redshift", "hana",      "crate",     "ibm_db_sa"};
constexpr std::array<std::string_view, 2> postgresql_dialects{"postgresql", "postgres"};

Remark url_remark(const NamedUrl& named, std::string_view problem, std::string cure) {
  return {.about = named.variable,
          .message = fmt::format("{} begins with {}://, {}", shown(named.variable->name), named.url.dialect,
                                 problem),
          .cure = std::move(cure)};
}

/// What is wrong with a URL for a pool of PostgreSQL connections. Nothing of it is shown but its dialect, and
/// that only if it is a known one or nearly "postgresql".
std::optional<Remark> judged(const Subject& subject, const NamedUrl& named) {
  constexpr std::string_view jdbc = "jdbc:";
  const std::string& dialect = named.url.dialect;
  if (dialect == "postgres" && subject.settings().sqlalchemy) {
    Remark remark = url_remark(named, "which asyncpg takes and SQLAlchemy refuses since 1.4",
                               "write postgresql://, unless the application replaces it");
    remark.at_most = Severity::info;
    return remark;
  }
  if (named.url.postgresql()) return std::nullopt;
  if (std::ranges::find(other_databases, dialect) != other_databases.end()) {
    return url_remark(named, "which is not PostgreSQL: these pools cannot connect to it",
                      "write a postgresql:// URL, or give the variable another name");
  }
  if (dialect.starts_with(jdbc) && closest(dialect.substr(jdbc.size()), postgresql_dialects)) {
    return url_remark(named, "which only Java drivers understand", "write postgresql://");
  }
  if (closest(dialect, postgresql_dialects))
    return url_remark(named, "which no driver understands", "write postgresql://");
  return std::nullopt;
}

constexpr Rule not_postgresql{
    .id = "not-postgresql",
    .severity = Severity::error,
    .title = "a database URL of another kind than PostgreSQL",
    .why =
        "Both pools speak to PostgreSQL alone, and all that is said here about servers, budgets and poolers "
        "holds for it alone. SQLAlchemy takes postgresql:// with or without a driver behind a plus sign; "
        "asyncpg and libpq take postgres:// too, which SQLAlchemy refuses since 1.4 with \"Can't load "
        "plugin: sqlalchemy.dialects:postgres\". That one is told as information, because many applications "
        "replace it before they use it. URLs with a scheme that is no database's are left alone.",
    .cure = "Write postgresql://… or postgresql+asyncpg://….",
    .sources = {"docs.sqlalchemy.org, Changelog 1.4: the postgres dialect name is removed",
                "asyncpg/connect_utils.py, _parse_connect_dsn_and_args",
                "www.postgresql.org/docs, libpq: Connection URIs"},
    .check =
        [](const Subject& subject) {
          Remarks remarks;
          for (const NamedUrl& named : subject.urls())
            if (auto remark = judged(subject, named)) remarks.push_back(*std::move(remark));
          return remarks;
        },
};

constexpr Rule min_above_max{
    .id = "min-above-max",
    .severity = Severity::error,
    .title = "asyncpg's min_size is above its max_size",
    .why =
        "asyncpg.create_pool() raises ValueError before it opens anything, so the application does not "
        "start. "
        "It happens when one of the two is raised and the other is left at its default.",
    .cure = "Lower min_size to max_size, or raise max_size.",
    .sources = {"asyncpg/pool.py, Pool.__init__: \"min_size is greater than max_size\""},
    .check = [](const Subject& subject) -> Remarks {
      const auto& pool = subject.settings().asyncpg;
      if (!pool || pool->min_size <= pool->max_size) return {};
      PoolSettings wanted = subject.values();
      wanted.asyncpg->min_size = pool->max_size;
      return {{.about = subject.variable(knob::min_size),
               .message = fmt::format("{} is above {}: asyncpg refuses to start its pool",
                                      stated(subject, knob::min_size), stated(subject, knob::max_size)),
               .cure = fmt::format("set {}={}, or {}={}", name_of(subject, knob::min_size), pool->max_size,
                                   name_of(subject, knob::max_size), pool->min_size),
               .edits = safe_edits(subject, wanted)}};
    },
};

/// A limit for a pool that has none: what poolsize recommends where it can, else the formula's proportion,
/// else the default.
PoolSettings limited(const Subject& subject) {
  PoolSettings wanted = subject.values();
  SqlalchemySettings& pool = *wanted.sqlalchemy;
  if (subject.known(Need::traffic) || subject.known(Need::tier)) {
    const SqlalchemySettings& answer = *subject.recommendation().settings.sqlalchemy;
    pool.pool_size = answer.pool_size;
    pool.max_overflow = answer.max_overflow;
    return wanted;
  }
  if (pool.pool_size == 0) pool.pool_size = SqlalchemySettings{}.pool_size;
  if (pool.max_overflow < 0) pool.max_overflow = 2 * pool.pool_size;
  return wanted;
}

constexpr Rule unlimited_pool{
    .id = "unlimited-pool",
    .severity = Severity::error,
    .title = "pool_size is 0 or max_overflow is -1: the pool has no limit",
    .why =
        "Without a limit nobody waits for the pool; every request that finds no idle connection opens one, "
        "until PostgreSQL refuses with \"sorry, too many clients already\", for this service and for all "
        "others on the server. A pool that ran out becomes a server that ran out. With max_overflow -1 what "
        "was opened beyond pool_size is closed and opened again at every peak. A pool_size of 0 means no "
        "limit since SQLAlchemy 2.0, whatever max_overflow says; in 1.4 it meant max_overflow connections.",
    .cure = "Give the pool the limit that its traffic needs.",
    .sources = {"sqlalchemy/pool/impl.py, QueuePool.__init__ and _do_get",
                "apache/superset #30286: max_overflow=-1 as a cure",
                "dagster-io/dagster PR #27702: the same"},
    .check =
        [](const Subject& subject) {
          Remarks remarks;
          const auto& pool = subject.settings().sqlalchemy;
          if (!pool) return remarks;
          const auto& server = subject.question().server;
          const std::string end =
              server ? fmt::format("until the {} connections of the server are gone", server->available())
                     : std::string("until PostgreSQL refuses");
          const auto say = [&](const Setting& setting) {
            remarks.push_back({.about = subject.variable(setting),
                               .message = fmt::format("{} takes away the limit: requests open connections {}",
                                                      stated(subject, setting), end),
                               .cure = set_cure(subject, limited(subject))});
          };
          if (pool->pool_size == 0) say(knob::pool_size);
          if (pool->max_overflow < 0) say(knob::max_overflow);
          return remarks;
        },
};

constexpr std::array family{invalid_value,  unknown_variable, duplicate_variable,
                            not_postgresql, min_above_max,    unlimited_pool};
static_assert(well_formed(family));

}  // namespace

std::span<const Rule> value_rules() { return family; }

}  // namespace poolsize
