#include "sources/environment.hpp"

#include <poolsize/error.hpp>

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

using namespace poolsize;
using namespace poolsize::sources;

namespace {

std::vector<Variable> env(std::string_view text) {
  return variables_of(parse_env_file(text, "a.env"), "a.env");
}

PoolSettings present(std::string_view text, std::string_view prefix = "DATABASE_") {
  PoolSettings settings;
  assign_present(settings, env(text), prefix);
  return settings;
}

}  // namespace

TEST_CASE("variables of the environment have no place") {
  const std::vector<std::pair<std::string, std::string>> environment{{"HOME", "/root"},
                                                                     {"DATABASE_POOL_SIZE", "5"}};
  const std::vector<Variable> variables = variables_of(environment);
  REQUIRE(variables.size() == 2);
  CHECK(variables[1].name == "DATABASE_POOL_SIZE");
  CHECK(variables[1].value == "5");
  CHECK(variables[1].value_at == Location{});
}

TEST_CASE("variables of a file have theirs, and what their line ignores") {
  const std::vector<Variable> variables =
      env("A=1\nexport DATABASE_POOL_SIZE = '5' # poolsize: ignore[overflow-not-set, pre-ping-off]\n");
  REQUIRE(variables.size() == 2);
  CHECK(variables[1].name == "DATABASE_POOL_SIZE");
  CHECK(variables[1].value == "5");
  CHECK(variables[1].name_at == Location{"a.env", 2, 8});
  CHECK(variables[1].value_at == Location{"a.env", 2, 29});
  CHECK(variables[1].ignored == std::vector<std::string>{"overflow-not-set", "pre-ping-off"});
  CHECK(variables[0].ignored.empty());
}

TEST_CASE("assign_present sets what is there and leaves the rest") {
  CHECK(present("HOME=/root\n") == PoolSettings{});
  const PoolSettings both =
      present("database_pool_size=7\nDATABASE_ASYNCPG_POOL_MAX_SIZE=3\nDATABASE_POOLSIZE=9\n");
  CHECK(both.sqlalchemy == SqlalchemySettings{.pool_size = 7});
  CHECK(both.asyncpg == AsyncpgSettings{.max_size = 3});
  CHECK(present("DB_POOL_SIZE=7\n") == PoolSettings{});
  CHECK(present("DB_POOL_SIZE=7\n", "db_").sqlalchemy == SqlalchemySettings{.pool_size = 7});

  SUBCASE("on top of what is known already") {
    PoolSettings settings{.sqlalchemy = SqlalchemySettings{.pool_size = 1, .max_overflow = 2}};
    const auto assigned = assign_present(settings, env("A=1\nDATABASE_POOL_SIZE=7\n"), "DATABASE_");
    CHECK(settings.sqlalchemy == SqlalchemySettings{.pool_size = 7, .max_overflow = 2});
    REQUIRE(assigned.size() == 1);
    CHECK(assigned.front().name_at.line == 2);
  }
}

TEST_CASE("the last one counts, in whatever case") {
  const std::vector<std::pair<std::string, std::string>> environment{
      {"DATABASE_POOL_SIZE", "lots"}, {"Database_Pool_Size", "6"}, {"database_pool_size", "7"}};
  PoolSettings settings;
  const auto assigned = assign_present(settings, variables_of(environment), "DATABASE_");
  CHECK(settings.sqlalchemy->pool_size == 7);
  REQUIRE(assigned.size() == 1);
  CHECK(assigned.front().name == "database_pool_size");
}

TEST_CASE("a value that is not understood is an error with its place") {
  try {
    present("A=1\nDatabase_Pool_Size=abc\n");
    FAIL("nothing was thrown");
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::input);
    CHECK(std::string(error.what()) ==
          "Database_Pool_Size 'abc' is not a whole number; write digits, such as 10");
    CHECK(error.where() == Location{"a.env", 2, 20});
  }
}

TEST_CASE("engines are the variables with a URL that is pooled") {
  struct Row {
    const char* name;
    const char* text;
    Count engines;
  };
  const Row rows[] = {
      {"none", "A=1\n", 1},
      {"one", "DATABASE_URL=postgresql://db/a\n", 1},
      {"two", "DATABASE_URL=postgresql://db/a\nDATABASE_NPC_URL=postgres://db/b\n", 2},
      {"two to one database", "DATABASE_URL=postgresql://db/a\nDATABASE_NPC_URL=postgresql://db/a\n", 2},
      {"one in two cases", "DATABASE_URL=postgresql://db/a\ndatabase_url=postgresql://db/b\n", 1},
      {"an empty one",
       "DATABASE_URL=postgresql://db/a\nDATABASE_NPC_URL=\nDATABASE_B_URL=postgresql://db/b\n", 2},
      {"a test",
       "DATABASE_URL=postgresql://db/a\nDATABASE_B_URL=postgresql://db/test\nDATABASE_C_URL=postgresql://c\n",
       2},
      {"only tests", "DATABASE_URL=postgresql://db/test\nDATABASE_B_URL=postgresql://db/test\n", 1},
      {"another server", "DATABASE_URL=postgresql://db/a\nDATABASE_B_URL=mysql://db/b\nREDIS_URL=redis://c\n",
       1},
      {"not known here", "DATABASE_URL=${URL}\nDATABASE_B_URL=${URL_B}\n", 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(engines_in(env(row.text), "DATABASE_") == row.engines);
  }
  CHECK(engines_in(env("DATABASE_URL=postgresql://db/a\nDB_URL=postgresql://a\nDB_B_URL=postgresql://b\n"),
                   "DB_") == 2);
}

TEST_CASE("ignored rules that do not exist are told") {
  const EnvFile file =
      parse_env_file("A=1 # poolsize: ignore[overloaded, pool-timout-long, nonsense]\n", "a.env");
  const std::vector<EnvProblem> problems = unknown_ignores(file);
  REQUIRE(problems.size() == 2);
  CHECK(problems[0] ==
        EnvProblem{{"a.env", 1, 36}, "there is no rule 'pool-timout-long'; did you mean pool-timeout-long?"});
  CHECK(problems[1].message ==
        "there is no rule 'nonsense'; see `poolsize check --list-rules` for those there are");
}
