#include "sources/log_lines.hpp"

#include "scratch_folder.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace poolsize;
using namespace poolsize::sources;
using poolsize::testing::ScratchFolder;

namespace {

std::vector<std::string> lines_of(const std::string& path) {
  LogLines lines(path);
  std::vector<std::string> all;
  while (lines.next()) all.emplace_back(lines.text());
  return all;
}

}  // namespace

TEST_CASE("lines are read to the last, ended or not") {
  using Lines = std::vector<std::string>;
  const ScratchFolder folder;
  CHECK(lines_of(folder.write("a", "")).empty());
  CHECK(lines_of(folder.write("a", "x\n\ny\n")) == Lines{"x", "", "y"});
  CHECK(lines_of(folder.write("a", "x\r\ny")) == Lines{"x", "y"});
  CHECK(lines_of(folder.write("a", "\xEF\xBB\xBFx\n")) == Lines{"x"});
}

TEST_CASE("lines longer than a block are whole") {
  const ScratchFolder folder;
  std::string text;
  for (const std::size_t size : {10UL, 300'000UL, 5UL, 1'000'000UL, 262'143UL, 262'144UL})
    text += std::string(size, 'x') + '\n';
  const auto lines = lines_of(folder.write("a", text));
  REQUIRE(lines.size() == 6);
  CHECK(lines[1].size() == 300'000);
  CHECK(lines[3].size() == 1'000'000);
  CHECK(lines[5].size() == 262'144);
}

TEST_CASE("a line beyond all measure is cut, and what follows is read") {
  const ScratchFolder folder;
  const std::string text = "a\n" + std::string(LogLines::longest + 1'000'000, 'x') + "\nb\nc\n";
  LogLines lines(folder.write("a", text));
  REQUIRE(lines.next());
  REQUIRE(lines.next());
  CHECK(lines.text().size() == LogLines::longest);
  CHECK(lines.text().find_first_not_of('x') == std::string_view::npos);
  REQUIRE(lines.next());
  CHECK(lines.text() == "b");
  REQUIRE(lines.next());
  CHECK(lines.text() == "c");
  CHECK_FALSE(lines.next());
  CHECK(lines.share() == 1);
}

TEST_CASE("what cannot be read says why") {
  const ScratchFolder folder;
  CHECK_THROWS_WITH_AS(LogLines("/"), doctest::Contains("is a directory"), Error);
  CHECK_THROWS_WITH_AS(LogLines(folder / "none"), doctest::Contains("no such file"), Error);
  CHECK_THROWS_WITH_AS(LogLines(folder.write("z", "\x1F\x8B\x08")),
                       doctest::Contains("is compressed; write zcat"), Error);
}
