#include <poolsize/error.hpp>
#include <poolsize/settings.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace poolsize;

namespace {

const Setting& setting(std::string_view name) {
  return *std::ranges::find(settings_table, name, &Setting::name);
}

std::string refusal(std::string_view name, std::string_view text) {
  PoolSettings settings;
  try {
    assign(settings, setting(name), text);
  } catch (const Error& error) {
    CHECK(settings == PoolSettings{});
    return error.what();
  }
  return "(accepted)";
}

}  // namespace

TEST_CASE("every setting can be assigned and read back") {
  struct Row {
    const char* name;
    const char* text;
    const char* shown;
  };
  for (const Row& row :
       {Row{"pool_size", "15", "15"}, Row{"pool_size", " 10 ", "10"}, Row{"pool_size", "0", "0"},
        Row{"max_overflow", "-1", "-1"}, Row{"pool_timeout", "30", "30"}, Row{"pool_timeout", "0.5", "0.5"},
        Row{"pool_timeout", "0", "0"}, Row{"pool_pre_ping", "false", "false"},
        Row{"pool_pre_ping", "ON", "true"}, Row{"pool_pre_ping", "0", "false"},
        Row{"pool_pre_ping", " True ", "true"}, Row{"min_size", "0", "0"}, Row{"max_size", "50", "50"},
        Row{"command_timeout", "60", "60"}}) {
    CAPTURE(row.name);
    CAPTURE(row.text);
    PoolSettings settings;
    assign(settings, setting(row.name), row.text);
    CHECK(value_of(setting(row.name), settings) == row.shown);
    CHECK(settings.sqlalchemy.has_value() == (setting(row.name).pool() == PoolKind::sqlalchemy));
    CHECK(settings.asyncpg.has_value() == (setting(row.name).pool() == PoolKind::asyncpg));
  }
}

TEST_CASE("assigning one setting leaves the others") {
  PoolSettings settings;
  assign(settings, setting("pool_size"), "7");
  assign(settings, setting("max_overflow"), "3");
  CHECK(settings.sqlalchemy == SqlalchemySettings{.pool_size = 7, .max_overflow = 3});
}

TEST_CASE("what no pool accepts is refused") {
  struct Row {
    const char* name;
    const char* text;
    const char* message;
  };
  for (const Row& row :
       {Row{"pool_size", "-1", "'-1' is out of range; write 0 to 1000000000"},
        Row{"max_overflow", "-2", "'-2' is out of range; write -1 to 1000000000"},
        Row{"max_size", "0", "'0' is out of range; write 1 to 1000000000"},
        Row{"pool_size", "1000000001", "'1000000001' is out of range; write 0 to 1000000000"},
        Row{"command_timeout", "0", "'0' is out of range; write at least 0.001"},
        Row{"pool_pre_ping", "maybe", "'maybe' is neither true nor false; write true or false"},
        Row{"pool_size", "", "is empty; write a whole number, such as 10"}}) {
    CAPTURE(row.name);
    CHECK(refusal(row.name, row.text) == row.message);
  }
}

TEST_CASE("the defaults are those of the pools' users") {
  CHECK(SqlalchemySettings{}.capacity() == 15);
  CHECK(SqlalchemySettings{.max_overflow = -1}.capacity() == std::nullopt);
  CHECK(SqlalchemySettings{.pool_size = 0}.capacity() == std::nullopt);
  CHECK(AsyncpgSettings{}.capacity() == 10);
}
