#include "cli/config_schema.hpp"

#include "tree.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

TEST_CASE("the schema of poolsize.json is committed as the tables of flags and rules have it") {
  const auto path = poolsize::testing::source_tree() / "schemas/config.schema.json";
  const std::string text = poolsize::cli::config_schema();
  if (std::getenv("POOLSIZE_REWRITE") != nullptr) std::ofstream(path, std::ios::binary) << text;
  std::ifstream file(path, std::ios::binary);
  const std::string committed{std::istreambuf_iterator<char>(file), {}};
  CHECK_MESSAGE(committed == text,
                "schemas/config.schema.json is stale; run the test with POOLSIZE_REWRITE=1");
}
