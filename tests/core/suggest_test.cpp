#include <poolsize/suggest.hpp>

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

using namespace poolsize;

namespace {

constexpr std::array<std::string_view, 8> variables{"DATABASE_POOL_SIZE",
                                                    "DATABASE_MAX_OVERFLOW",
                                                    "DATABASE_POOL_TIMEOUT",
                                                    "DATABASE_POOL_PRE_PING",
                                                    "DATABASE_ASYNCPG_POOL_MIN_SIZE",
                                                    "DATABASE_ASYNCPG_POOL_MAX_SIZE",
                                                    "DATABASE_ASYNCPG_COMMAND_TIMEOUT",
                                                    "DATABASE_NPC_URL"};
constexpr std::array<std::string_view, 10> commands{"recommend", "check",     "predict", "simulate",
                                                    "measure",   "diagnose",  "budget",  "alerts",
                                                    "explain",   "completion"};
constexpr std::string_view nothing = "(nothing)";

}  // namespace

TEST_CASE("closest finds the variable that was meant") {
  struct Row {
    std::string_view name;
    std::string_view typed;
    std::string_view meant;
  };
  const Row rows[] = {
      {"a separator is missing", "DATABASE_POOLSIZE", "DATABASE_POOL_SIZE"},
      {"all separators are missing", "DATABASEPOOLPREPING", "DATABASE_POOL_PRE_PING"},
      {"dashes and lower case", "database-pool-size", "DATABASE_POOL_SIZE"},
      {"two letters swapped", "DATABASE_POOL_SZIE", "DATABASE_POOL_SIZE"},
      {"a letter missing", "DATABSE_POOL_SIZE", "DATABASE_POOL_SIZE"},
      {"a letter too many", "DATABASE_POOL_TIMEOUTS", "DATABASE_POOL_TIMEOUT"},
      {"a letter wrong", "DATABASE_MAX_OVERFLOV", "DATABASE_MAX_OVERFLOW"},
      {"two slips", "DATABSE_MAX_OVERFOLW", "DATABASE_MAX_OVERFLOW"},
      {"a slip and a separator", "DATABASE_PRE_PNG", nothing},
      {"a word too many", "DATABASE_POOL_MAX_OVERFLOW", "DATABASE_MAX_OVERFLOW"},
      {"a word missing", "DATABASE_POOL_MIN_SIZE", "DATABASE_ASYNCPG_POOL_MIN_SIZE"},
      {"another order", "DATABASE_OVERFLOW_MAX", "DATABASE_MAX_OVERFLOW"},
      {"the command's timeout", "DATABASE_COMMAND_TIMEOUT", "DATABASE_ASYNCPG_COMMAND_TIMEOUT"},
      {"the name itself", "DATABASE_POOL_SIZE", "DATABASE_POOL_SIZE"},
      {"a slip goes before a word", "DATABASE_POOL_SIZED", "DATABASE_POOL_SIZE"},
      {"another setting", "DATABASE_POOL_NAME", nothing},
      {"another setting of equal length", "DATABASE_POOL_TYPE", nothing},
      {"recycling", "DATABASE_POOL_RECYCLE", nothing},
      {"two words apart", "DATABASE_MIN_SIZE", nothing},
      {"only the prefix", "DATABASE", nothing},
      {"an unrelated name", "PATH", nothing},
      {"nothing at all", "", nothing},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(closest(row.typed, variables).value_or(nothing) == row.meant);
  }
}

TEST_CASE("closest finds the command that was meant") {
  struct Row {
    std::string_view name;
    std::string_view typed;
    std::string_view meant;
  };
  const Row rows[] = {
      {"a letter missing", "recomend", "recommend"},
      {"two letters wrong", "recomand", "recommend"},
      {"swapped", "chekc", "check"},
      {"two slips in a short word are too many", "chkec", nothing},
      {"a letter too many", "alertss", "alerts"},
      {"British", "simulates", "simulate"},
      {"another word", "tune", nothing},
      {"half of it", "comp", nothing},
      {"a help flag", "--help", nothing},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(closest(row.typed, commands).value_or(nothing) == row.meant);
  }
}

TEST_CASE("slip_distance counts slips") {
  struct Row {
    std::string_view name;
    std::string_view typed;
    std::string_view meant;
    std::optional<int> distance;
  };
  const Row rows[] = {
      {"equal", "timeout", "timeout", 0},
      {"equal but for case and dash", "Pool-Timeout", "pool_timeout", 0},
      {"a letter missing", "timeot", "timeout", 2},
      {"a letter too many", "timmeout", "timeout", 2},
      {"a letter wrong", "timeaut", "timeout", 2},
      {"neighbours swapped", "tiemout", "timeout", 2},
      {"not neighbours swapped", "tomeiut", "timeout", 4},
      {"a separator", "pre_ping", "preping", 1},
      {"a separator in place of a letter", "pool_size", "poolysize", 2},
      {"a separator swapped with a letter", "poo_lsize", "pool_size", 2},
      {"three slips", "tmeoutxy", "timeout", std::nullopt},
      {"one slip in three letters", "rsp", "rps", 2},
      {"one slip in two letters", "px", "p5", std::nullopt},
      {"a word too many", "pool_max_overflow", "max_overflow", 4},
      {"a word missing", "max_overflow", "pool_max_overflow", 3},
      {"another order", "overflow_max", "max_overflow", 3},
      {"two words too many", "a_pool_max_overflow", "max_overflow", std::nullopt},
      {"one shared word is not enough", "pool_size", "size", std::nullopt},
      {"a megabyte is far from anything", std::string_view(), "pool_size", std::nullopt},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(slip_distance(row.typed, row.meant) == row.distance);
  }
  CHECK(slip_distance(std::string(1 << 20, 'x'), "pool_size") == std::nullopt);
}

TEST_CASE("closest takes any range of names, and the first of equals") {
  const std::vector<std::string> names{"p95", "p99", "rps"};
  CHECK(closest("p90", names) == "p95");
  CHECK(closest("rsp", names) == "rps");
  CHECK(closest("rps", std::vector<std::string_view>{}) == std::nullopt);
}
