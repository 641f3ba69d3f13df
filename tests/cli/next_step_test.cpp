// Every error ends in the next step: what to write, to add or to look at stands behind a semicolon, or it is
// a question.
#include "tree.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <string>

namespace fs = std::filesystem;

TEST_CASE("every error in the conversations ends in the next step") {
  const std::string mark = "error: ";
  std::size_t seen = 0;
  for (const auto& entry : fs::directory_iterator(poolsize::testing::source_tree() / "tests/golden")) {
    if (entry.path().extension() != ".txt") continue;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      const std::size_t at = line.find(mark);
      if (!line.starts_with("! ") || at == std::string::npos) continue;
      CAPTURE(line);
      ++seen;
      const std::string message = line.substr(at + mark.size());
      CHECK((message.find("; ") != std::string::npos || message.ends_with('?')));
      CHECK_FALSE(message.ends_with('.'));
      const bool upper = std::isupper(static_cast<unsigned char>(message.front())) != 0;
      CHECK(upper == message.starts_with("DATABASE_"));
    }
  }
  CHECK(seen > 50);
}
