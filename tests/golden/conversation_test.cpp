#include "conversation.hpp"

#include <doctest/doctest.h>

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

using namespace poolsize::golden;
using namespace std::string_literals;

namespace {

/// What a conversation of one command looks like when this comes back.
std::string played(const Outcome& outcome) {
  return replayed("$ x\n", [&](const std::string&) { return outcome; });
}

Outcome echo(const std::string& command) { return {.out = command + "\n", .err = "", .exit_code = 0}; }

}  // namespace

TEST_CASE("an outcome is written so that it reads back as it was") {
  struct Row {
    std::string_view name;
    Outcome outcome;
    std::string_view shown;
  };
  const Row rows[] = {
      {"nothing", {}, ""},
      {"a line", {"a\n", "", 0}, "a\n"},
      {"an exit code", {"", "", 3}, "[3]\n"},
      {"all three", {"a\nb\n", "c\nd\n", 2}, "a\nb\n! c\n! d\n[2]\n"},
      {"an empty line between", {"a\n\nb\n", "", 0}, "a\n\nb\n"},
      {"an empty line first", {"\na\n", "", 0}, "\na\n"},
      {"an empty line last", {"a\n\n", "", 0}, "a\n\\\n"},
      {"an empty line on standard error", {"", "a\n\nb\n", 0}, "! a\n! \\\n! b\n"},
      {"no line end", {"a", "", 0}, "\\a\\c\n"},
      {"no line end on standard error", {"a\n", "b", 0}, "a\n! \\b\\c\n"},
      {"like a command", {"$ a\n", "", 0}, "\\$ a\n"},
      {"like standard error", {"! a\n", "", 0}, "\\! a\n"},
      {"like an exit code", {"[3]\n", "", 0}, "\\[3]\n"},
      {"a list is none", {"[3, 4]\n[]\n[a]\n", "", 0}, "[3, 4]\n[]\n[a]\n"},
      {"a comment is none", {"# a\n", "", 0}, "# a\n"},
      {"these mean nothing on standard error", {"", "$ a\n! b\n[3]\n", 0}, "! $ a\n! ! b\n! [3]\n"},
      {"a backslash first", {"\\a\n", "", 0}, "\\\\\\a\n"},
      {"a backslash inside", {"a\\b\n", "", 0}, "a\\b\n"},
      {"a space at the end", {"a \\ \n", "", 0}, "\\a \\\\\\x20\n"},
      {"a tab", {"a\tb\n", "", 0}, "\\a\\x09b\n"},
      {"colour", {"\x1b[31mé\n", "", 0}, "\\\\x1b[31mé\n"},
      {"CRLF", {"a\r\n", "", 0}, "\\a\\x0d\n"},
      {"NUL", {"a\0b\n"s, "", 0}, "\\a\\x00b\n"},
      {"other letters", {"é µ 😀\n", "", 0}, "é µ 😀\n"},
      {"not UTF-8", {"é\xE9\n", "", 0}, "\\é\\xe9\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(played(row.outcome) == "$ x\n" + std::string(row.shown));
  }
}

TEST_CASE("two outcomes never look alike") {
  const std::vector<Outcome> outcomes{
      {"a\n", "", 0},      {"a", "", 0},        {"a\\c\n", "", 0}, {"\\a\\c\n", "", 0}, {"a \n", "", 0},
      {"a\\x20\n", "", 0}, {"a\n\n", "", 0},    {"", "a\n", 0},    {"! a\n", "", 0},    {"", "a", 0},
      {"a\n", "", 1},      {"a\n[1]\n", "", 0}, {"", "", 0},       {"\n", "", 0},       {"", "\n", 0},
      {"!\n", "", 0},      {"\\\n", "", 0},     {"", "\\\n", 0},   {"", "", 1},         {"[1]\n", "", 0},
      {"", "[1]\n", 0},    {"! \n", "", 0},     {"!", "", 0},      {"\\! a\n", "", 0},
  };
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      CAPTURE(i);
      CAPTURE(j);
      CHECK(played(outcomes[i]) != played(outcomes[j]));
    }
  }
}

TEST_CASE("commands are taken in their order, with the lines that they go on in and their comments") {
  const std::string text =
      "# About all.\n"
      "\n"
      "# About a.\n"
      "$ a\n"
      "an old answer\n"
      "# with what looks like a comment\n"
      "\n"
      "and an empty line\n"
      "! and an error\n"
      "[7]\n"
      "\n"
      "# About b,\n"
      "# in two lines.\n"
      "$ b \\\n"
      "    c\n"
      "$ d\n";
  const std::string expected =
      "# About all.\n"
      "\n"
      "# About a.\n"
      "$ a\n"
      "a\n"
      "\n"
      "# About b,\n"
      "# in two lines.\n"
      "$ b \\\n"
      "    c\n"
      "b \\\n"
      "    c\n"
      "\n"
      "$ d\n"
      "d\n";
  CHECK(replayed(text, echo) == expected);
  CHECK(replayed(expected, echo) == expected);
}

TEST_CASE("what is no conversation is refused") {
  CHECK_THROWS_WITH(replayed("", echo), "no line begins with '$ '");
  CHECK_THROWS_WITH(replayed("# only a comment\n$a\n", echo), "no line begins with '$ '");
  CHECK_THROWS_WITH(replayed("# a comment\nfoo\n$ a\n", echo), "line 2 is neither a comment nor a command");
}

TEST_CASE("the console blocks of a page are played, the rest stays") {
  const std::string text =
      "# Title\n"
      "```sh\n"
      "$ not played\n"
      "```\n"
      "```console\n"
      "$ poolsize a\n"
      "an old answer\n"
      "\n"
      "$ ./dev run b \\\n"
      "    c\n"
      "```\n"
      "$ not played\n"
      "```console\n"
      "$ poolsize\n"
      "$ cat a\n"
      "```\n";
  const std::string expected =
      "# Title\n"
      "```sh\n"
      "$ not played\n"
      "```\n"
      "```console\n"
      "$ poolsize a\n"
      "poolsize a\n"
      "$ ./dev run b \\\n"
      "    c\n"
      "poolsize b \\\n"
      "    c\n"
      "```\n"
      "$ not played\n"
      "```console\n"
      "$ poolsize\n"
      "poolsize\n"
      "$ cat a\n"
      "cat a\n"
      "```\n";
  CHECK(replayed_markdown(text, echo) == expected);
  CHECK(replayed_markdown(expected, echo) == expected);
}

TEST_CASE("a page without a call of the program is refused, and so is another command") {
  CHECK_THROWS_WITH(replayed_markdown("", echo), "no ```console block with a command");
  CHECK_THROWS_WITH(replayed_markdown("```sh\n$ poolsize\n```\n", echo),
                    "no ```console block with a command");
  CHECK_THROWS_WITH(replayed_markdown("```console\nnothing\n```\n", echo),
                    "no ```console block with a command");
  for (const std::string command : {"ls", "./dev test", "poolsizes", "./poolsize a", " poolsize a"}) {
    CHECK_THROWS_WITH(replayed_markdown("```console\n$ " + command + "\n```\n", echo),
                      ("only poolsize, ./dev run and cat may be called here: " + command).c_str());
  }
}
