#include "sources/place.hpp"

#include <doctest/doctest.h>

#include <string_view>

using poolsize::Location;
using poolsize::sources::place_of;

TEST_CASE("place_of counts lines and columns as an editor does") {
  struct Row {
    std::string_view name;
    std::string_view text;
    std::size_t offset;
    int line;
    int column;
  };
  const Row rows[] = {
      {"empty", "", 0, 1, 1},
      {"first byte", "abc", 0, 1, 1},
      {"third byte", "abc", 2, 1, 3},
      {"end", "abc", 3, 1, 4},
      {"the line end itself", "ab\ncd", 2, 1, 3},
      {"behind LF", "ab\ncd", 3, 2, 1},
      {"on the second line", "ab\ncd", 4, 2, 2},
      {"behind CR", "ab\rcd", 3, 2, 1},
      {"within CRLF", "ab\r\ncd", 3, 1, 4},
      {"behind CRLF", "ab\r\ncd", 4, 2, 1},
      {"LF CR is two lines", "a\n\rb", 3, 3, 1},
      {"behind the last line", "a\nb\n", 4, 3, 1},
      {"behind a final CR", "a\r", 2, 2, 1},
      {"columns are bytes", "µs", 2, 1, 3},
      {"a byte order mark is no column", "\uFEFFab", 4, 1, 2},
      {"within a byte order mark", "\uFEFFab", 0, 1, 1},
      {"only in front", "\n\uFEFFab", 4, 2, 4},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(place_of(row.text, row.offset, "f") == Location{"f", row.line, row.column});
  }
}
