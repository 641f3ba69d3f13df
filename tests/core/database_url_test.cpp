#include <poolsize/database_url.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace poolsize;

TEST_CASE("parse_database_url keeps what matters to pools") {
  struct Row {
    std::string_view name;
    std::string_view text;
    DatabaseUrl url;
  };
  const Row rows[] = {
      {"plain", "postgresql://bob:hunter2@db/app", {.dialect = "postgresql"}},
      {"a driver", "postgresql+asyncpg://db/app", {.dialect = "postgresql", .driver = "asyncpg"}},
      {"Heroku's", "postgres://bob:hunter2@db:5432/app", {.dialect = "postgres", .port = 5432}},
      {"upper case", "PostgreSQL+AsyncPG://DB", {.dialect = "postgresql", .driver = "asyncpg"}},
      {"white space", " postgresql://db\n", {.dialect = "postgresql"}},
      {"a port without a path", "postgresql://db:6432", {.dialect = "postgresql", .port = 6432}},
      {"several hosts", "postgresql://a:1,b:2/app", {.dialect = "postgresql", .port = 1}},
      {"IPv6", "postgresql://[fe80::1]:6432/app", {.dialect = "postgresql", .port = 6432}},
      {"IPv6 without a port", "postgresql://[fe80::1]/app", {.dialect = "postgresql"}},
      {"an unfinished bracket", "postgresql://[fe80::1/app", {.dialect = "postgresql"}},
      {"a password like a port", "postgresql://bob:6432@db/app", {.dialect = "postgresql"}},
      {"a slash and an at sign in it",
       "postgresql://bob:a/b@c@db:6432/app",
       {.dialect = "postgresql", .port = 6432}},
      {"a port that is none", "postgresql://db:port/app", {.dialect = "postgresql"}},
      {"no host at all", "postgresql://", {.dialect = "postgresql"}},
      {"a test", "postgresql://db/app_test", {.dialect = "postgresql", .test = true}},
      {"a test by accident", "postgresql://latest/app", {.dialect = "postgresql", .test = true}},
      {"no test in upper case", "postgresql://db/TEST", {.dialect = "postgresql"}},
      {"no cache",
       "postgresql+asyncpg://db/app?ssl=require&prepared_statement_cache_size=0",
       {.dialect = "postgresql", .driver = "asyncpg", .cacheless = true}},
      {"a database of that name", "postgresql://db/statement_cache_size=0", {.dialect = "postgresql"}},
      {"a cache", "postgresql://db/app?statement_cache_size=100", {.dialect = "postgresql"}},
      {"SQLite", "sqlite:///./app.db", {.dialect = "sqlite"}},
      {"Java", "jdbc:postgresql://db/app", {.dialect = "jdbc:postgresql"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(parse_database_url(row.text) == row.url);
  }
}

TEST_CASE("two URLs have one server where hosts and ports are the same") {
  const auto server = database_server("postgresql://bob:hunter2@db/app");
  REQUIRE(server);
  for (const char* same : {"postgresql+asyncpg://eve:a/b@c@DB:5432/other?ssl=require", "postgres://db"}) {
    CAPTURE(same);
    CHECK(database_server(same) == server);
  }
  for (const char* other : {"postgresql://db:6432/app", "postgresql://db2/app", "postgresql://db,db2/app"}) {
    CAPTURE(other);
    CHECK(database_server(other));
    CHECK(database_server(other) != server);
  }
  for (const char* none :
       {"postgresql:///app", "postgresql://", "postgresql://localhost/app", "db",
        "postgresql://127.0.0.1:5432/app", "postgresql://u@[::1]/app", "postgresql://:5432/a"}) {
    CAPTURE(none);
    CHECK_FALSE(database_server(none));
  }
}

TEST_CASE("what is no URL has nothing to say") {
  for (const std::string_view text :
       {"", " ", "db", "host=db password=hunter2", "${DATABASE_URL}", "://db", "a b://db",
        "bob:hunter2@db://app", "postgresql:/db", "pass\nword://db"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_database_url(text));
  }
}

TEST_CASE("only two dialects are PostgreSQL") {
  CHECK(DatabaseUrl{.dialect = "postgresql"}.postgresql());
  CHECK(DatabaseUrl{.dialect = "postgres"}.postgresql());
  CHECK_FALSE(DatabaseUrl{.dialect = "postgress"}.postgresql());
  CHECK_FALSE(DatabaseUrl{.dialect = "cockroachdb"}.postgresql());
}
