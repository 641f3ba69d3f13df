#include "sources/env_edit.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace poolsize;
using namespace poolsize::sources;

namespace {

std::string renamed(std::string_view text) {
  const Edit edit{.variable = "DATABASE_POOLSIZE", .name = "DATABASE_POOL_SIZE", .value = ""};
  return with_edits(text, std::span(&edit, 1));
}

}  // namespace

TEST_CASE("a name is changed and nothing else is") {
  struct Row {
    std::string_view name;
    std::string_view before;
    std::string_view after;
  };
  const Row rows[] = {
      {"plain", "DATABASE_POOLSIZE=5\n", "DATABASE_POOL_SIZE=5\n"},
      {"in another case", "database_poolsize=5\n", "DATABASE_POOL_SIZE=5\n"},
      {"exported, with blanks and a comment", "export DATABASE_POOLSIZE = '5' # DATABASE_POOLSIZE\n",
       "export DATABASE_POOL_SIZE = '5' # DATABASE_POOLSIZE\n"},
      {"twice", "DATABASE_POOLSIZE=5\nA=1\nDATABASE_POOLSIZE=6",
       "DATABASE_POOL_SIZE=5\nA=1\nDATABASE_POOL_SIZE=6"},
      {"empty", "DATABASE_POOLSIZE=\r\nA=1\r\n", "DATABASE_POOL_SIZE=\r\nA=1\r\n"},
      {"a value that has its name", "A=DATABASE_POOLSIZE=1\nDATABASE_POOLSIZE=A=2\n",
       "A=DATABASE_POOLSIZE=1\nDATABASE_POOL_SIZE=A=2\n"},
      {"behind a byte order mark",
       "\xEF\xBB\xBF"
       "DATABASE_POOLSIZE=5\n",
       "\xEF\xBB\xBF"
       "DATABASE_POOL_SIZE=5\n"},
      {"without a value", "DATABASE_POOLSIZE\n", "DATABASE_POOLSIZE\n"},
      {"in quotes", "'DATABASE_POOLSIZE'=5\n", "'DATABASE_POOLSIZE'=5\n"},
      {"not there", "A=1\n", "A=1\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(renamed(row.before) == row.after);
  }
}

TEST_CASE("names and values change together, and the diff shows both") {
  const std::vector<Edit> edits{{.variable = "DATABASE_POOLSIZE", .name = "DATABASE_POOL_SIZE", .value = ""},
                                {.variable = "DATABASE_MAX_OVERFLOW", .name = "", .value = "10"}};
  const std::string before = "DATABASE_POOLSIZE=5\n# keep\nDATABASE_MAX_OVERFLOW=2 # why\n";
  const std::string after = with_edits(before, edits);
  CHECK(after == "DATABASE_POOL_SIZE=5\n# keep\nDATABASE_MAX_OVERFLOW=10 # why\n");
  CHECK(diff("a.env", "a.env", changes_between(before, after)) ==
        "--- a.env\n+++ a.env\n"
        "@@ -1 +1 @@\n-DATABASE_POOLSIZE=5\n+DATABASE_POOL_SIZE=5\n"
        "@@ -3 +3 @@\n-DATABASE_MAX_OVERFLOW=2\n+DATABASE_MAX_OVERFLOW=10\n");
}
