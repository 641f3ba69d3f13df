#include <poolsize/utf8.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace poolsize;
using namespace std::string_view_literals;

TEST_CASE("first_code_point reads one character of the length that its first byte tells") {
  struct Row {
    std::string_view name;
    std::string_view text;
    char32_t value;
    std::size_t bytes;
  };
  const Row rows[] = {
      {"NUL", "\0b"sv, 0, 1},
      {"ASCII", "ab", 'a', 1},
      {"last of one byte", "\x7F", 0x7F, 1},
      {"first of two bytes", "\xC2\x80", 0x80, 2},
      {"micro sign", "\xC2\xB5s", 0xB5, 2},
      {"last of two bytes", "\xDF\xBF", 0x7FF, 2},
      {"first of three bytes", "\xE0\xA0\x80", 0x800, 3},
      {"last before the surrogates", "\xED\x9F\xBF", 0xD7FF, 3},
      {"first behind the surrogates", "\xEE\x80\x80", 0xE000, 3},
      {"last of three bytes", "\xEF\xBF\xBF", 0xFFFF, 3},
      {"first of four bytes", "\xF0\x90\x80\x80", 0x10000, 4},
      {"the last character there is", "\xF4\x8F\xBF\xBF", 0x10FFFF, 4},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const auto read = first_code_point(row.text);
    REQUIRE(read);
    CHECK(read->value == row.value);
    CHECK(read->bytes == row.bytes);
  }
}

TEST_CASE("first_code_point gives nothing for what is not UTF-8") {
  struct Row {
    std::string_view name;
    std::string_view text;
  };
  const Row rows[] = {
      {"nothing at all", ""},
      {"a continuation byte alone", "\x80"},
      {"cut off after one of two", "\xC2"},
      {"cut off after two of three", "\xE2\x82"},
      {"cut off after three of four", "\xF0\x9F\x90"},
      {"the second byte is ASCII", "\xC2\x41"},
      {"the third byte is ASCII", "\xE2\x82\x41"},
      {"overlong in two bytes", "\xC0\xAF"},
      {"overlong in three bytes", "\xE0\x9F\xBF"},
      {"overlong in four bytes", "\xF0\x8F\xBF\xBF"},
      {"the first surrogate", "\xED\xA0\x80"},
      {"the last surrogate", "\xED\xBF\xBF"},
      {"above the last character", "\xF4\x90\x80\x80"},
      {"a first byte of five", "\xF8\x88\x80\x80\x80"},
      {"0xFF", "\xFF"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK_FALSE(first_code_point(row.text));
  }
}

TEST_CASE("first_invalid_utf8 tells where the first bad byte lies") {
  CHECK_FALSE(first_invalid_utf8(""));
  CHECK_FALSE(first_invalid_utf8("plain, µ, €, 🐘"));
  CHECK(first_invalid_utf8("\xFFx") == 0);
  CHECK(first_invalid_utf8("a\xC2\xB5\xFF") == 3);
  CHECK(first_invalid_utf8("caf\xE9 latin-1") == 3);
  CHECK(first_invalid_utf8("cut \xE2\x82") == 4);
}
