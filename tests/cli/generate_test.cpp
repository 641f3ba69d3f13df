#include "cli/generate.hpp"

#include "cli/commands.hpp"
#include "cli/completion/scripts.hpp"
#include "cli/help.hpp"
#include "tree.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

using namespace poolsize::cli;

namespace {

/// Whether the committed file is what the program prints; with POOLSIZE_REWRITE=1 it is made so.
void check_committed(const std::string& name, const std::string& text) {
  const auto path = poolsize::testing::source_tree() / name;
  if (std::getenv("POOLSIZE_REWRITE") != nullptr) std::ofstream(path, std::ios::binary) << text;
  std::ifstream file(path, std::ios::binary);
  const std::string committed{std::istreambuf_iterator<char>(file), {}};
  CHECK_MESSAGE(committed == text, name << " is stale; run the test with POOLSIZE_REWRITE=1");
}

}  // namespace

TEST_CASE("generated files are committed as they are printed") {
  check_committed("man/poolsize.1", manual_page());
  check_committed("completions/bash/poolsize", bash_completion());
  check_committed("completions/zsh/_poolsize", zsh_completion());
  check_committed("completions/fish/poolsize.fish", fish_completion());
}

TEST_CASE("every flag is in the manual") {
  for (const Flag& flag : flags()) {
    CAPTURE(flag.name);
    std::string written = usage_of(flag);
    for (std::size_t at = 0; (at = written.find('-', at)) != std::string::npos; at += 2)
      written.insert(at, "\\");
    CHECK(manual_page().find(".B " + written + "\n") != std::string::npos);
  }
}
