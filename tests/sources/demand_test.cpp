// The threads of tests/demand: each names its thread, and the rules that would have told, which its answer
// holds. What the answers say is compared to the letter by the conversations' own tests.
#include "../tree.hpp"

#include <poolsize/rules.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>
#include <string>

using namespace poolsize;

namespace fs = std::filesystem;

TEST_CASE("at least 25 threads would have been answered by the rules that they name") {
  std::set<fs::path> threads;
  for (const auto& entry : fs::directory_iterator(testing::source_tree() / "tests/demand"))
    threads.insert(entry);
  CHECK(threads.size() >= 25);
  for (const fs::path& thread : threads) {
    CAPTURE(thread.string());
    std::ifstream in(thread / "check.txt");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    static const std::regex named("^# [A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+(#| PR#)[0-9]+");
    CHECK(std::regex_search(text, named));
    constexpr std::string_view key = "\n# found by: ";
    const std::size_t begin = text.find(key);
    REQUIRE(begin != std::string::npos);
    const std::size_t end = text.find('\n', begin + 1);
    std::istringstream rules(text.substr(begin + key.size(), end - begin - key.size()));
    int found = 0;
    for (std::string rule; rules >> rule; ++found) {
      CAPTURE(rule);
      CHECK(find_rule(rule) != nullptr);
      CHECK(text.find("[" + rule + "]", end) != std::string::npos);
    }
    CHECK(found > 0);
    CHECK_FALSE(fs::is_empty(thread / "files"));
  }
}
