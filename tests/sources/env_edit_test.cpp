#include "sources/env_edit.hpp"

#include <poolsize/error.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace poolsize;
using namespace poolsize::sources;
using namespace std::string_view_literals;

namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

}  // namespace

TEST_CASE("values change in place and everything else stays") {
  struct Row {
    std::string_view name;
    std::string_view text;
    Values values;
    std::string_view edited;
  };
  const Row rows[] = {
      {"nothing to do", "A=1\n", {}, "A=1\n"},
      {"the same value", "A=1 # c\n", {{"A", "1"}}, "A=1 # c\n"},
      {"the same value in quotes", "A=\"1\"\n", {{"A", "1"}}, "A=\"1\"\n"},
      {"one of three", "A=1\nB=2\nC=3\n", {{"B", "20"}}, "A=1\nB=20\nC=3\n"},
      {"given in another order", "A=1\nB=2\n", {{"B", "20"}, {"A", "10"}}, "A=10\nB=20\n"},
      {"comments", "# A=0\nA=1 # one\n\n# end\n", {{"A", "10"}}, "# A=0\nA=10 # one\n\n# end\n"},
      {"spaces", "  A\t =  1\t\n", {{"A", "10"}}, "  A\t =  10\t\n"},
      {"export", "export A=1\n", {{"A", "10"}}, "export A=10\n"},
      {"quoted name", "'A'=1\n", {{"A", "10"}}, "'A'=10\n"},
      {"single quotes", "A='1' # c\n", {{"A", "10"}}, "A='10' # c\n"},
      {"double quotes", "A=\"1\"# c\n", {{"A", "10"}}, "A=\"10\"# c\n"},
      {"a value of several lines", "A='1\n2'\nB=3\n", {{"A", "10"}}, "A='10'\nB=3\n"},
      {"CRLF", "A=1\r\nB=2\r\n", {{"A", "10"}}, "A=10\r\nB=2\r\n"},
      {"CR", "A=1\rB=2\r", {{"B", "20"}}, "A=1\rB=20\r"},
      {"mixed line ends",
       "A=1\nB=2\r\nC=3\r",
       {{"A", "10"}, {"B", "20"}, {"C", "30"}},
       "A=10\nB=20\r\nC=30\r"},
      {"byte order mark", "\uFEFFA=1\n", {{"A", "10"}}, "\uFEFFA=10\n"},
      {"no final newline", "A=1\nB=2", {{"B", "20"}}, "A=1\nB=20"},
      {"empty value", "A=\nB=2\n", {{"A", "10"}}, "A=10\nB=2\n"},
      {"empty value behind a space", "A= \nB=2\n", {{"A", "10"}}, "A= 10\nB=2\n"},
      {"empty value at the end", "A=", {{"A", "10"}}, "A=10"},
      {"to an empty value", "A=1 # c\n", {{"A", ""}}, "A=\"\" # c\n"},
      {"a comment that is read as the value", "A= # ten\n", {{"A", "10"}}, "A= 10 # ten\n"},
      {"a value that begins with a hash", "A=#1\n", {{"A", "10"}}, "A=10\n"},
      {"another case", "database_pool_size=1\n", {{"DATABASE_POOL_SIZE", "10"}}, "database_pool_size=10\n"},
      {"every one of a repeated name", "A=1\nB=2\na=3\nA=10\n", {{"A", "10"}}, "A=10\nB=2\na=10\nA=10\n"},
      {"a name within another", "AB=1\nA=2\nBA=3\n", {{"A", "10"}}, "AB=1\nA=10\nBA=3\n"},
      {"a name within a value", "B='\nA=1\n'\nA=2\n", {{"A", "10"}}, "B='\nA=1\n'\nA=10\n"},
      {"other lines that are wrong",
       "A\nB: 1\n=\nC='1'2\nA=1\n",
       {{"A", "10"}},
       "A\nB: 1\n=\nC='1'2\nA=10\n"},
      {"an open quote of another line", "B='1\nA=1\n", {{"A", "10"}}, "B='1\nA=10\n"},
      {"bytes that are not UTF-8", "# caf\xE9\nA=1\n", {{"A", "10"}}, "# caf\xE9\nA=10\n"},
      {"quotes where they are needed",
       "A=1\nB=2\nC=3\n",
       {{"A", "x y"}, {"B", "#"}, {"C", "$x"}},
       "A=\"x y\"\nB=\"#\"\nC=\"$x\"\n"},
      {"escapes in double quotes", "A=\"1\"\n", {{"A", "\"\\\n\r\t'"}}, "A=\"\\\"\\\\\\n\\r\t'\"\n"},
      {"escapes in single quotes", "A='1'\n", {{"A", "'\\n\""}}, "A='\\'\\\\n\"'\n"},
      // missing names
      {"an empty file", "", {{"A", "1"}, {"B", "2"}}, "A=1\nB=2\n"},
      {"only a byte order mark", "\uFEFF", {{"A", "1"}}, "\uFEFFA=1\n"},
      {"behind the rest in the given order", "X=0\n", {{"B", "2"}, {"A", "1"}}, "X=0\nB=2\nA=1\n"},
      {"some missing", "B=2\n", {{"A", "1"}, {"B", "20"}, {"C", "3"}}, "B=20\nA=1\nC=3\n"},
      {"behind a missing final newline", "X=0", {{"A", "1"}}, "X=0\nA=1\n"},
      {"behind a comment", "# c", {{"A", "1"}}, "# c\nA=1\n"},
      {"with CRLF", "X=0\r\nY=0", {{"A", "1"}, {"B", "2"}}, "X=0\r\nY=0\r\nA=1\r\nB=2\r\n"},
      {"with CR", "X=0\r", {{"A", "1"}}, "X=0\rA=1\r"},
      {"exported like the rest",
       "export X=0\nexport Y=0\n",
       {{"A", "1"}},
       "export X=0\nexport Y=0\nexport A=1\n"},
      {"not exported like some", "export X=0\nY=0\n", {{"A", "1"}}, "export X=0\nY=0\nA=1\n"},
      {"only without a sign", "A\n", {{"A", "1"}}, "A\nA=1\n"},
      {"only in a comment", "# A=1\n", {{"A", "1"}}, "# A=1\nA=1\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const EditedEnv edited = with_values(row.text, row.values);
    CHECK(edited.text == row.edited);
    CHECK(edited.changes.empty() == (row.text == row.edited));

    const EditedEnv again = with_values(edited.text, row.values);
    CHECK(again.text == edited.text);
    CHECK(again.changes.empty());
  }
}

TEST_CASE("changes tell what was and where") {
  const EditedEnv edited =
      with_values("# c\nA='1\n2'\nb=3\nB=30\nC=4\n",
                  Values{{"A", "10"}, {"B", "30"}, {"C", "40"}, {"D", "50"}, {"E", "60"}});
  CHECK(edited.text == "# c\nA='10'\nb=30\nB=30\nC=40\nD=50\nE=60\n");
  CHECK(edited.changes == std::vector<EnvChange>{{"A", "1\n2", "10", 2, 2},
                                                 {"b", "3", "30", 4, 3},
                                                 {"C", "4", "40", 6, 5},
                                                 {"D", std::nullopt, "50", 6, 6},
                                                 {"E", std::nullopt, "60", 6, 7}});
}

TEST_CASE("a text that cannot be changed safely is refused") {
  struct Row {
    std::string_view name;
    std::string_view text;
    Values values;
    std::string_view message;
    Location where;
  };
  const Row rows[] = {
      {"NUL",
       "A=1\n\0"sv,
       {{"A", "10"}},
       "the file cannot be changed before this is mended: a NUL byte, so this is no env file; give a text "
       "file",
       {"f", 2, 1}},
      {"UTF-16",
       "\xFF\xFE"
       "A\0"sv,
       {{"A", "10"}},
       "the file cannot be changed before this is mended: UTF-16, so the application cannot read the file; "
       "save it "
       "as UTF-8",
       {"f", 1, 1}},
      {"an open quote that the new value would close",
       "B=\"1\nA=2\n",
       {{"A", "x y"}},
       "the file cannot be changed before this is mended: the quote has no end, so the application ignores "
       "the line; "
       "close it",
       {"f", 1, 3}},
      {"an open quote that a new line would close",
       "B=\"1\n",
       {{"A", "x y"}},
       "the file cannot be changed before this is mended: the quote has no end, so the application ignores "
       "the line; "
       "close it",
       {"f", 1, 3}},
      {"a backslash before a closing quote",
       "A=\"1\"\nB=\"2\"\n",
       {{"A", "x\\"}},
       "a value cannot be written here so that it is read as it is; change it by hand",
       {"f", 0, 0}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    try {
      with_values(row.text, row.values, "f");
      FAIL("no error");
    } catch (const Error& error) {
      CHECK(error.failure() == Failure::input);
      CHECK(std::string_view(error.what()) == row.message);
      CHECK(error.where() == row.where);
    }
  }
}

TEST_CASE("a diff shows the lines that change and nothing beside them") {
  struct Row {
    std::string_view name;
    std::string_view text;
    Values values;
    std::string_view shown;
  };
  const Row rows[] = {
      {"nothing", "A=1\n", {{"A", "1"}}, ""},
      {"one line",
       "X=hunter2\nA=1\nY=hunter2\n",
       {{"A", "10"}},
       "--- .env\n+++ new\n@@ -2 +2 @@\n-A=1\n+A=10\n"},
      {"neither quotes nor comments",
       "export A='1' # hunter2\n",
       {{"A", "10"}},
       "--- .env\n+++ new\n@@ -1 +1 @@\n-A=1\n+A=10\n"},
      {"two lines together",
       "A=1\nB=2\n",
       {{"A", "10"}, {"B", "20"}},
       "--- .env\n+++ new\n@@ -1,2 +1,2 @@\n-A=1\n-B=2\n+A=10\n+B=20\n"},
      {"two lines apart",
       "A=1\n\nB=2\n",
       {{"A", "10"}, {"B", "20"}},
       "--- .env\n+++ new\n@@ -1 +1 @@\n-A=1\n+A=10\n@@ -3 +3 @@\n-B=2\n+B=20\n"},
      {"a new line", "X=0\nY=0\n", {{"A", "1"}}, "--- .env\n+++ new\n@@ -2,0 +3 @@\n+A=1\n"},
      {"new lines", "X=0", {{"A", "1"}, {"B", "2"}}, "--- .env\n+++ new\n@@ -1,0 +2,2 @@\n+A=1\n+B=2\n"},
      {"a new file", "", {{"A", "1"}}, "--- .env\n+++ new\n@@ -0,0 +1 @@\n+A=1\n"},
      {"a change and a new line are two hunks",
       "A=1\n",
       {{"A", "10"}, {"B", "2"}},
       "--- .env\n+++ new\n@@ -1 +1 @@\n-A=1\n+A=10\n@@ -1,0 +2 @@\n+B=2\n"},
      {"lines that move",
       "A='1\n2'\nB=3\n",
       {{"A", "10"}, {"B", "30"}},
       "--- .env\n+++ new\n@@ -1 +1 @@\n-A=1\\n2\n+A=10\n@@ -3 +2 @@\n-B=3\n+B=30\n"},
      {"a secret by its name",
       "DB_PASSWORD=hunter2\n",
       {{"DB_PASSWORD", "hunter3"}},
       "--- .env\n+++ new\n@@ -1 +1 @@\n-DB_PASSWORD=***\n+DB_PASSWORD=***\n"},
      {"a secret in a URL",
       "A=\"postgresql://bob:hunter2@db\"\n",
       {{"A", "10"}},
       "--- .env\n+++ new\n@@ -1 +1 @@\n-A=postgresql://bob:***@db\n+A=10\n"},
      {"control characters",
       "A=\x1B[31m\n",
       {{"A", "10"}},
       "--- .env\n+++ new\n@@ -1 +1 @@\n-A=\\x1b[31m\n+A=10\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(diff(".env", "new", with_values(row.text, row.values).changes) == row.shown);
  }
}
