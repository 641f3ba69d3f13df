#include <poolsize/variable.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace poolsize;

namespace {

std::string_view found(const Setting* setting) { return setting == nullptr ? "" : setting->variable; }

}  // namespace

TEST_CASE("find_setting reads names without regard to case, behind the prefix") {
  struct Row {
    std::string_view case_name;
    std::string_view name;
    std::string_view prefix;
    std::string_view variable;
  };
  const Row rows[] = {
      {"as it is", "DATABASE_POOL_SIZE", "DATABASE_", "POOL_SIZE"},
      {"lower case", "database_asyncpg_pool_max_size", "DATABASE_", "ASYNCPG_POOL_MAX_SIZE"},
      {"another prefix", "DB_MAX_OVERFLOW", "db_", "MAX_OVERFLOW"},
      {"no prefix", "POOL_TIMEOUT", "", "POOL_TIMEOUT"},
      {"the pool's own word", "DATABASE_MIN_SIZE", "DATABASE_", ""},
      {"without the prefix", "POOL_SIZE", "DATABASE_", ""},
      {"only the prefix", "DATABASE_", "DATABASE_", ""},
      {"shorter than the prefix", "DATA", "DATABASE_", ""},
      {"empty", "", "DATABASE_", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.case_name);
    CHECK(found(find_setting(row.name, row.prefix)) == row.variable);
  }
}

TEST_CASE("nearly_setting finds what was meant") {
  struct Row {
    std::string_view case_name;
    std::string_view name;
    std::string_view prefix;
    std::string_view variable;
  };
  const Row rows[] = {
      {"the setting itself", "DATABASE_POOL_SIZE", "DATABASE_", ""},
      {"a separator", "DATABASE_POOLSIZE", "DATABASE_", "POOL_SIZE"},
      {"a slip in lower case", "database_pool_szie", "DATABASE_", "POOL_SIZE"},
      {"a word too many", "DATABASE_POOL_MAX_OVERFLOW", "DATABASE_", "MAX_OVERFLOW"},
      {"a word missing", "DATABASE_POOL_MAX_SIZE", "DATABASE_", "ASYNCPG_POOL_MAX_SIZE"},
      {"the pool's own word", "DATABASE_MIN_SIZE", "DATABASE_", "ASYNCPG_POOL_MIN_SIZE"},
      {"the flag", "DATABASE_ASYNCPG_MAX_SIZE", "DATABASE_", "ASYNCPG_POOL_MAX_SIZE"},
      {"the flag, with a slip", "DATABASE_PREPING", "DATABASE_", "POOL_PRE_PING"},
      {"another pool's word", "DATABASE_POOL_OVERFLOW", "DATABASE_", "MAX_OVERFLOW"},
      {"a unit", "DATABASE_POOL_TIMEOUT_MS", "DATABASE_", "POOL_TIMEOUT"},
      {"a slip in the prefix", "DATABSE_MAX_OVERFLOW", "DATABASE_", "MAX_OVERFLOW"},
      {"the prefix forgotten", "MAX_OVERFLOW", "DATABASE_", "MAX_OVERFLOW"},
      {"a prefix in front", "APP_DATABASE_POOL_SIZE", "DATABASE_", "POOL_SIZE"},
      {"another prefix of databases", "DB_POOL_SIZE", "DATABASE_", "POOL_SIZE"},
      {"the usual prefix where another is read", "DATABASE_POOL_SIZE", "DB_", "POOL_SIZE"},
      {"behind a short prefix", "DB_POOLSIZE", "DB_", "POOL_SIZE"},
      {"another pool", "REDIS_POOL_SIZE", "DATABASE_", ""},
      {"another knob", "DATABASE_POOL_RECYCLE", "DATABASE_", ""},
      {"another timeout of pools", "DATABASE_POOL_IDLE_TIMEOUT", "DATABASE_", ""},
      {"another timeout", "DATABASE_TIMEOUT", "DATABASE_", ""},
      {"the connect timeout", "DATABASE_CONNECT_TIMEOUT", "DATABASE_", ""},
      {"the server's limit", "DATABASE_MAX_CONNECTIONS", "DATABASE_", ""},
      {"the host", "DATABASE_HOST", "DATABASE_", ""},
      {"the password", "DATABASE_PASSWORD", "DATABASE_", ""},
      {"the URL", "DATABASE_URL", "DATABASE_", ""},
      {"unrelated", "PATH", "DATABASE_", ""},
      {"empty", "", "DATABASE_", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.case_name);
    CHECK(found(nearly_setting(row.name, row.prefix)) == row.variable);
  }
}

TEST_CASE("every slip of one letter in every variable is found") {
  for (const Setting& setting : settings_table) {
    const std::string name = "DATABASE_" + std::string(setting.variable);
    for (std::size_t i = 0; i < name.size(); ++i) {
      std::string missing = name;
      missing.erase(i, 1);
      std::string doubled = name;
      doubled.insert(i, 1, name[i]);
      std::string wrong = name;
      wrong[i] = 'Q';
      for (const std::string& slip : {missing, doubled, wrong}) {
        CAPTURE(slip);
        CHECK(found(nearly_setting(slip, "DATABASE_")) == setting.variable);
      }
    }
  }
}

TEST_CASE("a megabyte is far from every setting") {
  const std::string letters(1 << 20, 'S');
  CHECK(nearly_setting(letters, "DATABASE_") == nullptr);
  CHECK(nearly_setting("DATABASE_" + letters, "DATABASE_") == nullptr);
}

TEST_CASE("variable_name is written like its prefix") {
  const Setting& pool_size = settings_table.front();
  CHECK(variable_name(pool_size, "DATABASE_") == "DATABASE_POOL_SIZE");
  CHECK(variable_name(pool_size, "db_") == "db_pool_size");
  CHECK(variable_name(pool_size, "Db_") == "Db_POOL_SIZE");
  CHECK(variable_name(pool_size, "") == "POOL_SIZE");
}

TEST_CASE("names_database") {
  struct Row {
    std::string_view name;
    std::string_view prefix;
    bool is;
  };
  const Row rows[] = {
      {"DATABASE_URL", "DATABASE_", true},
      {"database_npc_url", "DATABASE_", true},
      {"DATABASE_A_B_URL", "DATABASE_", true},
      {"DB_URL", "DB_", true},
      {"DATABASE_URL", "", true},
      {"REDIS_URL", "", false},
      {"DATABASE_URL", "DB_", false},
      {"DATABASE_CURL", "DATABASE_", false},
      {"DATABASE__URL", "DATABASE_", false},
      {"DATABASE_URLS", "DATABASE_", false},
      {"REDIS_URL", "DATABASE_", false},
      {"", "DATABASE_", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CAPTURE(row.prefix);
    CHECK(names_database(row.name, row.prefix) == row.is);
  }
}

TEST_CASE("the last variable of a name counts") {
  const std::vector<Variable> variables{{.name = "A", .value = "1"},
                                        {.name = "b", .value = "2"},
                                        {.name = "a", .value = "3"},
                                        {.name = "C", .value = "4"}};
  std::string values;
  for (const Variable* each : effective(variables)) values += each->value;
  CHECK(values == "234");
  CHECK(effective({}).empty());
}
