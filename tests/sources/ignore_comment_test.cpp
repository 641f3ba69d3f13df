#include "sources/ignore_comment.hpp"

#include <doctest/doctest.h>

#include <string_view>
#include <vector>

using namespace poolsize;
using namespace poolsize::sources;

TEST_CASE("a comment switches rules off") {
  struct Row {
    std::string_view name;
    std::string_view comment;
    std::vector<IgnoredRule> ignored;
  };
  const auto rule = [](std::string name, int column) {
    return IgnoredRule{std::move(name), {"f", 3, column}};
  };
  const Row rows[] = {
      {"nothing", "", {}},
      {"another comment", "# ten in production", {}},
      {"one rule", "# poolsize: ignore[pre-ping-off]", {rule("pre-ping-off", 30)}},
      {"without spaces", "#poolsize:ignore[a]", {rule("a", 28)}},
      {"many spaces", "#  poolsize:  ignore  [ a  ]", {rule("a", 35)}},
      {"tabs", "#\tpoolsize:\tignore[\ta\t]", {rule("a", 31)}},
      {"two rules", "# poolsize: ignore[a,b]", {rule("a", 30), rule("b", 32)}},
      {"two rules apart", "# poolsize: ignore[a , b c]", {rule("a", 30), rule("b c", 34)}},
      {"words around it", "# on purpose, poolsize: ignore[a] (see the wiki)", {rule("a", 42)}},
      {"two lists", "# poolsize: ignore[a] poolsize: ignore[b]", {rule("a", 30), rule("b", 50)}},
      {"the name alone", "# poolsize: keep in step with the chart", {}},
      {"another case", "# Poolsize: ignore[a]", {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const auto ignored = parse_ignores(row.comment, {"f", 3, 11});
    REQUIRE(ignored);
    CHECK(*ignored == row.ignored);
  }
}

TEST_CASE("a comment that means to switch rules off must say which") {
  struct Row {
    std::string_view name;
    std::string_view comment;
  };
  const Row rows[] = {
      {"no list", "# poolsize: ignore"},
      {"no brackets", "# poolsize: ignore pre-ping-off"},
      {"round brackets", "# poolsize: ignore(pre-ping-off)"},
      {"no end", "# poolsize: ignore[pre-ping-off"},
      {"an empty list", "# poolsize: ignore[]"},
      {"a blank list", "# poolsize: ignore[ ]"},
      {"nothing in front of a comma", "# poolsize: ignore[,a]"},
      {"nothing behind a comma", "# poolsize: ignore[a,]"},
      {"nothing between commas", "# poolsize: ignore[a, ,b]"},
      {"a second list that is bad", "# poolsize: ignore[a] poolsize: ignore"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK_FALSE(parse_ignores(row.comment, {"f", 1, 1}));
  }
}
