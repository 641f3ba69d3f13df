// What changes when something stands between the pools and PostgreSQL.
#include "families.hpp"
#include "wording.hpp"

#include <fmt/format.h>

namespace poolsize {
namespace {

/// Drivers that prepare no statements on the server: psycopg2, and pg8000's DB-API of old.
constexpr std::array<std::string_view, 2> drivers_without_statements{"psycopg2", "psycopg2cffi"};

bool caches_statements(const DatabaseUrl& url) {
  return !url.cacheless &&
         std::ranges::find(drivers_without_statements, url.driver) == drivers_without_statements.end();
}

/// Who caches prepared statements, as far as the URLs tell: "SQLAlchemy's driver and asyncpg's pool".
std::string caching(const Subject& subject) {
  std::vector<const NamedUrl*> known;
  for (const NamedUrl& named : subject.urls())
    if (named.url.postgresql()) known.push_back(&named);
  const auto any = [&](auto caches) {
    return known.empty() ||
           std::ranges::any_of(known, [&](const NamedUrl* named) { return caches(named->url); });
  };
  std::vector<std::string> who;
  if (subject.settings().sqlalchemy && any(caches_statements)) who.emplace_back("SQLAlchemy's driver");
  if (subject.settings().asyncpg && any([](const DatabaseUrl& url) { return !url.cacheless; }))
    who.emplace_back("asyncpg's pool");
  return listed(who);
}

const Variable* about_url(const Subject& subject) {
  return subject.urls().empty() ? nullptr : subject.urls().front().variable;
}

constexpr Rule pgbouncer_prepared_statements{
    .id = "pgbouncer-prepared-statements",
    .severity = Severity::warning,
    .title = "transaction pooling with a driver that caches prepared statements",
    .needs = {Need::pooler},
    .why =
        "asyncpg and psycopg keep prepared statements on the server connection and use them again later. In "
        "transaction mode the next transaction runs on another server connection, which does not know the "
        "statement, or knows another one of that name: \"prepared statement \"__asyncpg_stmt_1__\" does not "
        "exist\", or \"already exists\", now and then and under load. PgBouncer 1.21 and later keeps track "
        "of "
        "prepared statements if max_prepared_statements is above 0, which is the default since 1.24; then "
        "this rule can be switched off. Port 6543, Supabase's, counts as transaction mode.",
    .cure =
        "Use PgBouncer 1.21 or later with max_prepared_statements=200, or switch the caches off: asyncpg's "
        "statement_cache_size=0, SQLAlchemy's prepared_statement_cache_size=0 with unique names from "
        "prepared_statement_name_func.",
    .sources = {"magicstack.github.io/asyncpg, FAQ: prepared statement errors with PgBouncer",
                "docs.sqlalchemy.org, PostgreSQL, asyncpg: Prepared Statement Name with PGBouncer",
                "pgbouncer.org/config: max_prepared_statements"},
    .check = [](const Subject& subject) -> Remarks {
      if (subject.pooler() != Pooler::pgbouncer_transaction) return {};
      const std::string who = caching(subject);
      if (who.empty()) return {};
      return {
          {.about = about_url(subject),
           .message =
               fmt::format("{} may cache prepared statements, which transaction pooling runs on connections "
                           "that do not know them: \"prepared statement does not exist\"",
                           who),
           .cure =
               "set max_prepared_statements=200 in PgBouncer 1.21 or later, or statement_cache_size=0 in the "
               "driver"}};
    },
};

constexpr Rule double_pooling{
    .id = "double-pooling",
    .severity = Severity::info,
    .title = "an application pool stands in front of a pooler",
    .needs = {Need::pooler},
    .why =
        "Two pools in a row are two queues and two limits. In session mode each connection that the "
        "application keeps open keeps a server connection, idle or not: PgBouncer shares nothing, and its "
        "own "
        "pool must be as large as the demand. In transaction mode only transactions take a server "
        "connection, "
        "so a large application pool is cheap, but max_client_conn must admit it, and the wait moves into "
        "PgBouncer, where pool_timeout does not see it and query_wait_timeout, 120 s, decides. Doing without "
        "the application's pool (NullPool) makes every request connect to PgBouncer anew. Port 6432, "
        "PgBouncer's own, counts as session mode, its default.",
    .cure =
        "Set PgBouncer's max_client_conn, and in session mode its default_pool_size, to the demand of the "
        "pools.",
    .sources = {"pgbouncer.org/config: pool_mode, default_pool_size, max_client_conn, query_wait_timeout",
                "PrefectHQ/prefect #18616: NullPool makes 67,000 connects a minute",
                "pgbouncer/pgbouncer #300"},
    .check = [](const Subject& subject) -> Remarks {
      const std::optional<Pooler> pooler = subject.pooler();
      const std::vector<Pool> pools = subject.pools();
      if (!pooler || pooler == Pooler::none || pools.empty() || !subject.complete()) return {};
      const std::optional<Count> clients = demand(subject.settings(), subject.question().deployment);
      if (!clients) return {};
      const bool sessions = pooler == Pooler::pgbouncer_session;
      return {{.about = subject.urls().empty() ? pools.front().about : about_url(subject),
               .message =
                   sessions
                       ? fmt::format("the application pools keep up to {} connections to the pooler, and in "
                                     "session mode each of them takes a server connection, idle or not",
                                     *clients)
                       : fmt::format("the application pools open up to {} connections to the pooler, and the "
                                     "wait for a server connection moves there, unseen by pool_timeout",
                                     *clients),
               .cure = sessions
                           ? fmt::format("set PgBouncer's default_pool_size={0} and max_client_conn={0}, or "
                                         "pool_mode=transaction",
                                         *clients)
                           : fmt::format("set PgBouncer's max_client_conn={} or more", *clients)}};
    },
};

constexpr std::array family{pgbouncer_prepared_statements, double_pooling};
static_assert(well_formed(family));

}  // namespace

std::span<const Rule> pooler_rules() { return family; }

}  // namespace poolsize
