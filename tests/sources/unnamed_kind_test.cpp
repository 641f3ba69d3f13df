#include "sources/unnamed_kind.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace poolsize;
using namespace poolsize::sources;
using namespace std::string_literals;

namespace {

std::string refused(const std::string& text) {
  try {
    kind_of_unnamed(text, "a/notes");
    return "";
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::input);
    return error.what();
  }
}

}  // namespace

TEST_CASE("a text of no kind is refused in one sentence, with what to give instead") {
  const std::string cure =
      "; give an env file, *.yaml, *.yml, *.json, *.toml or *.py, or --env-file a/notes if it is an env file "
      "all the same";
  struct Row {
    std::string text;
    std::string reason;
  };
  for (const Row& row : {
           Row{"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s, "it is binary"},
           Row{"\x7f"
               "ELF\2\1\1\0"s,
               "it is binary"},
           Row{"\xFF\xFE"
               "A\0=\0"s,
               "it is UTF-16, which no application reads settings from"},
           Row{"hello world\n", "0 of its 1 lines are NAME=value, and it is of no other kind that is known"},
           Row{"-- dump\nSET statement_timeout = 0;\nCOPY a FROM stdin;\n1\n",
               "0 of its 4 lines are NAME=value, and it is of no other kind that is known"},
           Row{"# title\nIt reads\nA=1\nand then\nB=2\nand so on\n",
               "2 of its 5 lines are NAME=value, and it is of no other kind that is known"},
       }) {
    CAPTURE(row.text);
    CHECK(refused(row.text) == "cannot check 'a/notes': " + row.reason + cure);
  }
}

TEST_CASE("half of the lines are enough for an env file, and an empty text is one") {
  for (const char* text : {"", "# nothing\n", "A=1\n", "A=1\nnonsense\n", "A=1\nB=2\nnonsense\n"}) {
    CAPTURE(text);
    CHECK(kind_of_unnamed(text, "-") == SourceKind::env);
  }
  CHECK(kind_of_unnamed("services:\n  web:\n", "-") == SourceKind::yaml);
}

TEST_CASE("what is not what it looks like is told with the line") {
  const Error yaml =
      not_what_it_looks_like(Error(Failure::input, "x", {"notes", 7, 3}), SourceKind::yaml, "notes");
  CHECK(std::string(yaml.what())
            .starts_with("cannot check 'notes': its text looks like YAML and is not, in line 7; give "));
  const Error toml = not_what_it_looks_like(Error(Failure::input, "x", {"notes"}), SourceKind::toml, "notes");
  CHECK(std::string(toml.what())
            .starts_with("cannot check 'notes': its text looks like TOML and is not; give "));
}
