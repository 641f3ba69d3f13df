#include "render/layout.hpp"

#include <doctest/doctest.h>

using namespace poolsize::render;

TEST_CASE("width counts what is seen, not bytes") {
  CHECK(width_of("") == 0);
  CHECK(width_of("abc") == 3);
  CHECK(width_of("µs × ⌈ρ⌉") == 8);
}

TEST_CASE("padding") {
  CHECK(left("µs", 4) == "µs  ");
  CHECK(right("µs", 4) == "  µs");
  CHECK(left("wider", 3) == "wider");
  CHECK(right("wider", 3) == "wider");
}

TEST_CASE("paragraphs are wrapped at blanks and indented") {
  CHECK(wrapped("one two three", "- ", 2, 9) == "- one two\n  three\n");
  CHECK(wrapped("one  two", "", 0, 80) == "one two\n");
  CHECK(wrapped("µµµ µµµ", "", 0, 7) == "µµµ µµµ\n");
  CHECK(wrapped("a-word-that-is-too-long b", "", 0, 10) == "a-word-that-is-too-long\nb\n");
  CHECK(wrapped("", "", 0, 10) == "\n");
}

TEST_CASE("definitions stand beside their names, or below a long one") {
  Definitions rows;
  rows.add("short", "text");
  rows.add("a name that is long", "below");
  rows.add("bare", "");
  CHECK(rows.text(10) == R"(  short  text
  a name that is long
         below
  bare
)");
}
