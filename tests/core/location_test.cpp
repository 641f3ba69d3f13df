#include <poolsize/location.hpp>

#include <doctest/doctest.h>

#include <string_view>

using poolsize::Location;

TEST_CASE("a location is file:line:column, without what is not known") {
  struct Row {
    std::string_view name;
    Location where;
    std::string_view text;
  };
  const Row rows[] = {
      {"all three", {".env", 3, 21}, ".env:3:21"},
      {"no column", {".env", 3, 0}, ".env:3"},
      {"only the file", {".env", 0, 0}, ".env"},
      {"a column without a line says nothing", {".env", 0, 21}, ".env"},
      {"no file", {"", 3, 21}, "3:21"},
      {"nothing", {}, ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(to_string(row.where) == row.text);
  }
}
