#include "sources/env_file.hpp"

#include "scratch_folder.hpp"
#include "tree.hpp"

#include <poolsize/error.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace poolsize;
using namespace poolsize::sources;
using namespace std::string_view_literals;
using poolsize::testing::ScratchFolder;

namespace {

constexpr std::string_view no_binding =
    "this is not NAME=value, so it sets nothing; write NAME=value, or # in front of a comment";
constexpr std::string_view no_name =
    "what stands before '=' is not the name of a variable; write letters, digits and _";
constexpr std::string_view open_quote = "the quote has no end, so the application ignores the line; close it";
constexpr std::string_view behind_quote =
    "text behind the closing quote, so the application ignores the line; quote all of it, or put # before a "
    "comment";
constexpr std::string_view bad_ignore = "this is not a list of rules; write # poolsize: ignore[rule-id]";
constexpr std::string_view not_utf8 =
    "a byte that is not UTF-8, so the application cannot read the file; save it as UTF-8";
constexpr std::string_view nul_byte = "a NUL byte, so this is no env file; give a text file";
constexpr std::string_view utf16 = "UTF-16, so the application cannot read the file; save it as UTF-8";

using Binding = std::pair<std::string, std::string>;

std::vector<Binding> bindings_of(const EnvFile& file) {
  std::vector<Binding> bindings;
  for (const EnvEntry& entry : file.entries) bindings.emplace_back(entry.name, entry.value);
  return bindings;
}

}  // namespace

TEST_CASE("env files mean what python-dotenv reads in them") {
  std::ifstream table(poolsize::testing::source_tree() / "tests/reference/env_file.json");
  const nlohmann::json cases = nlohmann::json::parse(table);
  REQUIRE(cases.size() > 350);
  for (const nlohmann::json& row : cases) {
    CAPTURE(row["name"]);
    const EnvFile file = parse_env_file(row["text"].get<std::string>(), "f");
    CHECK(bindings_of(file) == row["bindings"].get<std::vector<Binding>>());
    CHECK(file.problems.size() == row["left_out"].get<std::size_t>());
  }
}

TEST_CASE("an entry knows where it stands and how it is written") {
  struct Row {
    std::string_view name;
    std::string_view text;
    int line, name_column, value_column;
    std::string_view raw;
    Quoting quoting;
    bool exported;
  };
  const Row rows[] = {
      {"plain", "A=10\n", 1, 1, 3, "10", Quoting::none, false},
      {"indented", "  A = 10  \n", 1, 3, 7, "10", Quoting::none, false},
      {"exported", "export A=10", 1, 8, 10, "10", Quoting::none, true},
      {"exported and indented", "\texport\tA=10", 1, 9, 11, "10", Quoting::none, true},
      {"quoted name", "'A'=10", 1, 1, 5, "10", Quoting::none, false},
      {"inline comment", "A=10 # c\n", 1, 1, 3, "10", Quoting::none, false},
      {"single quotes", "A='10' # c\n", 1, 1, 3, "'10'", Quoting::single_quotes, false},
      {"double quotes", "A=\"1\\n0\"\n", 1, 1, 3, "\"1\\n0\"", Quoting::double_quotes, false},
      {"several lines", "A='1\r\n0'\r\n", 1, 1, 3, "'1\r\n0'", Quoting::single_quotes, false},
      {"empty", "A=\n", 1, 1, 3, "", Quoting::none, false},
      {"empty behind spaces", "A =  \n", 1, 1, 6, "", Quoting::none, false},
      {"empty at the end", "A=", 1, 1, 3, "", Quoting::none, false},
      {"empty quotes", "A=''", 1, 1, 3, "''", Quoting::single_quotes, false},
      {"on the third line", "# c\n\nA=10", 3, 1, 3, "10", Quoting::none, false},
      {"behind CR", "# c\r\rA=10", 3, 1, 3, "10", Quoting::none, false},
      {"behind CRLF", "# c\r\n\r\nA=10", 3, 1, 3, "10", Quoting::none, false},
      {"behind a byte order mark", "\uFEFFA=10", 1, 1, 3, "10", Quoting::none, false},
      {"columns are bytes", "'A' = µ", 1, 1, 7, "µ", Quoting::none, false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const EnvFile file = parse_env_file(row.text, "f");
    REQUIRE(file.entries.size() == 1);
    CHECK(file.problems.empty());
    const EnvEntry& entry = file.entries[0];
    CHECK(entry.name == "A");
    CHECK(entry.line == row.line);
    CHECK(entry.name_column == row.name_column);
    CHECK(entry.value_column == row.value_column);
    CHECK(row.text.substr(entry.value_begin, entry.value_end - entry.value_begin) == row.raw);
    CHECK(entry.quoting == row.quoting);
    CHECK(entry.exported == row.exported);
    CHECK(entry.ignored.empty());
  }
}

TEST_CASE("lines are counted through values of several lines") {
  const EnvFile file = parse_env_file("A='1\n2'\nB=\"3\r\n4\r5\"\nC=6 # poolsize: ignore[a]\n", "f");
  REQUIRE(file.entries.size() == 3);
  CHECK(file.entries[0].line == 1);
  CHECK(file.entries[1].line == 3);
  CHECK(file.entries[2].line == 6);
  CHECK(file.entries[2].ignored == std::vector<IgnoredRule>{{"a", {"f", 6, 24}}});
}

TEST_CASE("a comment behind a value switches rules off for it alone") {
  const EnvFile file = parse_env_file(
      "A=10 # poolsize: ignore[pool-below-tier, overflow-churn]\n"
      "B='10'# poolsize: ignore[a]\n"
      "C=\"1\n0\" # poolsize: ignore[b]\n"
      "# poolsize: ignore[c]\n"
      "D=10# poolsize: ignore[d]\n",
      "f");
  REQUIRE(file.entries.size() == 4);
  CHECK(file.problems.empty());
  CHECK(file.entries[0].ignored ==
        std::vector<IgnoredRule>{{"pool-below-tier", {"f", 1, 25}}, {"overflow-churn", {"f", 1, 42}}});
  CHECK(file.entries[1].ignored == std::vector<IgnoredRule>{{"a", {"f", 2, 26}}});
  CHECK(file.entries[2].ignored == std::vector<IgnoredRule>{{"b", {"f", 4, 23}}});
  CHECK(file.entries[3].ignored.empty());
  CHECK(file.entries[3].value == "10# poolsize: ignore[d]");
}

TEST_CASE("what is not understood is told with its place and never quoted") {
  struct Row {
    std::string_view name;
    std::string_view text;
    std::vector<EnvProblem> problems;
    std::vector<Binding> bindings;
  };
  const auto problem = [](int line, int column, std::string_view message) {
    return EnvProblem{{"f", line, column}, std::string(message)};
  };
  const std::vector<Binding> a{{"A", "1"}};
  const Row rows[] = {
      {"no sign", "hunter2\nA=1\n", {problem(1, 1, no_binding)}, a},
      {"no sign and a comment", "A=1\n  hunter2 # c\n", {problem(2, 3, no_binding)}, a},
      {"words", "A=1\nhunter2 hunter2", {problem(2, 1, no_binding)}, a},
      {"no name", "=hunter2\nA=1", {problem(1, 1, no_binding)}, a},
      {"only export", "export\nA=1", {problem(1, 1, no_binding)}, a},
      {"YAML", "password: hunter2\nA=1", {problem(1, 1, no_binding)}, a},
      {"a name with a space", "my password=hunter2\nA=1", {problem(1, 1, no_binding)}, a},
      {"a key's base64", "hunter2/hunter2==\nA=1", {problem(1, 1, no_name)}, a},
      {"a digit in front", " 2hunter=hunter2\nA=1", {problem(1, 2, no_name)}, a},
      {"not a name but several lines", "h/2='hunter2\nA=2'\nA=1", {problem(1, 1, no_name)}, a},
      {"open single quote", "B='hunter2\nA=1", {problem(1, 3, open_quote)}, a},
      {"open double quote", "B= \"hunter2\nA=1", {problem(1, 4, open_quote)}, a},
      {"open quote of a name", "'hunter2=hunter2\nA=1", {problem(1, 1, no_binding)}, a},
      {"text behind a quote", "B='hunter2'hunter2\nA=1", {problem(1, 12, behind_quote)}, a},
      {"text behind several lines",
       "B=\"hunter2\nhunter2\"  hunter2\nA=1",
       {problem(2, 11, behind_quote)},
       a},
      {"a bad list of rules", "A=1 # hunter2 poolsize: ignore\n", {problem(1, 5, bad_ignore)}, a},
      {"Latin-1", "A=1\n# caf\xE9 hunter2\n", {problem(2, 6, not_utf8)}, a},
      {"Latin-1 and more",
       "caf\xE9\nA=1\n=\n",
       {problem(1, 1, no_binding), problem(1, 4, not_utf8), problem(3, 1, no_binding)},
       a},
      {"only the first bad byte", "\xFF\xFF\xFF=\nA=1", {problem(1, 1, no_name), problem(1, 1, not_utf8)}, a},
      {"NUL", "A=1\nB=hunter2\0"sv, {problem(2, 10, nul_byte)}, {}},
      {"UTF-16, little end first",
       "\xFF\xFE"
       "A\0=\0"sv,
       {problem(1, 1, utf16)},
       {}},
      {"UTF-16, big end first", "\xFE\xFF\0A\0="sv, {problem(1, 1, utf16)}, {}},
      {"UTF-16 without its mark", "A\0=\0"sv, {problem(1, 2, nul_byte)}, {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const EnvFile file = parse_env_file(row.text, "f");
    CHECK(bindings_of(file) == row.bindings);
    REQUIRE(file.problems.size() == row.problems.size());
    for (std::size_t i = 0; i < row.problems.size(); ++i) {
      CHECK(file.problems[i].where == row.problems[i].where);
      CHECK(file.problems[i].message == row.problems[i].message);
      CHECK(file.problems[i].message.find("hunter") == std::string::npos);
    }
  }
}

TEST_CASE("the largest env file is read in one go") {
  std::string text;
  while (text.size() < largest_env_file - 4) text += "A=1\n";
  CHECK(parse_env_file(text, "f").entries.size() == text.size() / 4);
  const std::string quotes = "A='" + std::string(largest_env_file - 10, '\'');
  CHECK(parse_env_file(quotes, "f").problems.size() == 1);
}

TEST_CASE("read_env_file names the file in what it finds") {
  const ScratchFolder folder;
  const std::string path = folder.write("pool.env", "A=1\nB\n");
  const EnvFile file = read_env_file(path);
  CHECK(bindings_of(file) == std::vector<Binding>{{"A", "1"}});
  REQUIRE(file.problems.size() == 1);
  CHECK(file.problems[0].where == Location{path, 2, 1});

  const std::string long_file = folder.write("long.env", std::string(largest_env_file + 1, '\n'));
  CHECK_THROWS_WITH_AS(
      read_env_file(long_file),
      ("cannot read '" + long_file +
       "': it holds more than 8388608 bytes, the most that is read of such a file; give a smaller one")
          .c_str(),
      Error);
}

TEST_CASE("names are the same in any case") {
  CHECK(same_name("DATABASE_POOL_SIZE", "database_Pool_Size"));
  CHECK(same_name("", ""));
  CHECK_FALSE(same_name("DATABASE_POOL_SIZE", "DATABASE_POOL_SIZ"));
  CHECK_FALSE(same_name("DATABASE_POOL_SIZE", "DATABASE-POOL-SIZE"));
  CHECK_FALSE(same_name("[", "{"));
}
