// A place in a text that a person can open in an editor.
#pragma once

#include <compare>
#include <string>

namespace poolsize {

/// `line` and `column` count from 1, columns in bytes; 0 means that it is not known.
struct Location {
  std::string file;
  int line = 0;
  int column = 0;
  auto operator<=>(const Location&) const = default;
};

/// `file:line:column`, without the parts that are not known.
std::string to_string(const Location& where);

}  // namespace poolsize
