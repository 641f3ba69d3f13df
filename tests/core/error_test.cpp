#include <poolsize/error.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace poolsize;

TEST_CASE("quoted makes any text fit for a message") {
  struct Row {
    std::string_view name;
    std::string text;
    std::string shown;
  };
  const auto times = [](std::size_t n, std::string_view part) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) text += part;
    return text;
  };
  const Row rows[] = {
      {"empty", "", "''"},
      {"a word", "abc", "'abc'"},
      {"spaces stay", " 10 ", "' 10 '"},
      {"other digits stay", "١٠", "'١٠'"},
      {"a new line", "10\n20", "'10\\n20'"},
      {"a password", "postgresql://bob:hunter2@db", "'postgresql://bob:***@db'"},
      {"the longest that is shown whole", times(64, "1"), "'" + times(64, "1") + "'"},
      {"one byte longer", times(65, "1"), "'" + times(48, "1") + "…" + times(16, "1") + "'"},
      {"a megabyte of digits", times(1 << 20, "9"), "'" + times(48, "9") + "…" + times(16, "9") + "'"},
      {"cut between characters", "x" + times(100, "€"), "'x" + times(15, "€") + "…" + times(6, "€") + "'"},
      {"cut in bytes that are not UTF-8", times(100, "\x80"),
       "'" + times(45, "\\x80") + "…" + times(19, "\\x80") + "'"},
      {"the password of a long URL", "postgresql://" + times(60, "u") + ":hunter2@" + times(60, "h"),
       "'postgresql://" + times(35, "u") + "…" + times(16, "h") + "'"},
      {"a password longer than what is shown", "postgresql://bob:" + times(100, "hunter2") + "@db",
       "'postgresql://bob:***@db'"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(quoted(row.text) == row.shown);
  }
}

TEST_CASE("an error carries its kind, its message and its place") {
  const Error error(Failure::access, "cannot read", {"pool.env", 2, 7});
  CHECK(error.failure() == Failure::access);
  CHECK(std::string_view(error.what()) == "cannot read");
  CHECK(error.where() == Location{"pool.env", 2, 7});
  CHECK(Error(Failure::input, "bad").where() == Location{});
}
