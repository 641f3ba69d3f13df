#include "sources/glob.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace poolsize::sources;

namespace {

struct Row {
  std::string_view pattern;
  std::string_view text;
  bool has;
};

}  // namespace

TEST_CASE("a pattern takes a name") {
  // The words of fnmatch(3) and glob(7).
  const Row rows[] = {
      {"a", "a", true},
      {"a", "b", false},
      {"a", "ab", false},
      {"", "", true},
      {"", "a", false},
      {"*", "", true},
      {"*", ".env", true},
      {"*.env", "prod.env", true},
      {"*.env", "prod.env.bak", false},
      {"*prod*", "my.production.env", true},
      {"a*b*c", "a-b-b-c", true},
      {"a*b*c", "a-c-b", false},
      {"**", "abc", true},
      {"?", "a", true},
      {"?", "", false},
      {"?", "ab", false},
      {"a?c", "abc", true},
      {"[ab]", "b", true},
      {"[ab]", "c", false},
      {"[a-c]x", "bx", true},
      {"[!a-c]", "d", true},
      {"[!a-c]", "a", false},
      {"[^a-c]", "a", false},
      {"[]]", "]", true},
      {"[a-]", "-", true},
      {"[a", "[a", true},
      {"*[", "x[", true},
      {"\\*", "*", true},
      {"\\*", "a", false},
      {"a\\", "a\\", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CAPTURE(row.text);
    CHECK(glob_matches(row.pattern, row.text) == row.has);
  }
}

TEST_CASE("a pattern takes a path") {
  // gitignore(5): without a slash at every level, with one from the top.
  const Row rows[] = {
      {"*prod*", "prod/app.env", true},
      {"*prod*", "deploy/app.prod.env", true},
      {"*prod*", "deploy/prod/eu/app.env", true},
      {"*prod*", "deploy/staging.env", false},
      {"prod/*", "prod/app.env", true},
      {"/prod/*", "prod/app.env", true},
      {"prod/*", "deploy/prod/app.env", false},
      {"prod/*", "prod/eu/app.env", false},
      {"**/prod/*", "deploy/eu/prod/app.env", true},
      {"**/prod/*", "prod/app.env", true},
      {"**/x.env", "ax.env", false},
      {"prod/**", "prod/eu/app.env", true},
      {"prod/**", "production/app.env", false},
      {"a/**/b/**/c", "a/1/b/2/b/3/c", true},
      {"a/**/b/**/c", "a/1/b/2/b/3/d", false},
      {"../shared/*", "../shared/x.env", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CAPTURE(row.text);
    CHECK(path_matches(row.pattern, row.text) == row.has);
  }
}

TEST_CASE("a pattern of many stars is answered at once") {
  std::string pattern;
  for (int i = 0; i < 100; ++i) pattern += "a*";
  CHECK_FALSE(glob_matches(pattern + "b", std::string(5000, 'a')));
  std::string path;
  for (int i = 0; i < 2000; ++i) path += "a/";
  CHECK_FALSE(path_matches("**/a/**/a/**/a/**/a/**/a/**/b", path));
}
