#include "sources/logged_statement.hpp"

#include <doctest/doctest.h>

#include <string_view>

using namespace poolsize;
using namespace poolsize::sources;
using Phase = LoggedStatement::Phase;

TEST_CASE("what a message says of a statement") {
  struct Row {
    std::string_view message;
    double milliseconds;  ///< below 0: none
    Phase phase;
    std::string_view text;
  };
  const Row rows[] = {
      {"duration: 0.333 ms  statement: BEGIN", 0.333, Phase::simple, "BEGIN"},
      {"duration: 12.5 ms  parse __asyncpg_stmt_1__: select 1", 12.5, Phase::parse, " select 1"},
      {"duration: 0.092 ms  bind <unnamed>: select 1", 0.092, Phase::bind, " select 1"},
      {"duration: 0.007 ms  execute S_1/C_2: select 1", 0.007, Phase::execute, " select 1"},
      {"duration: 3 ms  execute fetch from S_1/C_2: select 1", 3, Phase::execute, " select 1"},
      {"duration: 3 ms  parse a:\nselect 1", 3, Phase::parse, "\nselect 1"},
      {"duration: 3 ms  fastpath function call: \"lo_open\" (OID 952)", 3, Phase::simple,
       "\"lo_open\" (OID 952)"},
      {"duration: 3.25 ms", 3.25, Phase::unknown, ""},
      {"statement: select 'a: b'", -1, Phase::simple, "select 'a: b'"},
      {"execute <unnamed>: COMMIT", -1, Phase::execute, " COMMIT"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.message);
    const auto found = parse_logged_statement(row.message);
    REQUIRE(found);
    CHECK(found->duration.has_value() == (row.milliseconds >= 0));
    if (found->duration) CHECK(found->duration->seconds == doctest::Approx(row.milliseconds / 1000));
    CHECK(static_cast<int>(found->phase) == static_cast<int>(row.phase));
    CHECK(found->text == row.text);
  }
}

TEST_CASE("what is about something else is nothing") {
  for (const std::string_view message :
       {"", "duration: ", "duration: x ms", "duration: 5 s", "duration: -1 ms  statement: x",
        "duration: 1e99 ms", "duration: 0.5 ms  plan:\nQuery Text: BEGIN", "checkpoint starting: time",
        "parse", "bind without a colon", "connection authorized: user=joe",
        "Dauer: 0.3 ms  Anweisung: BEGIN"}) {
    CAPTURE(message);
    CHECK_FALSE(parse_logged_statement(message));
  }
}
