// The tokens of Python that matter to one who looks for calls: names, numbers, strings and signs. Comments
// and white space are left out.
#pragma once

#include "node.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace poolsize::sources {

struct PythonToken {
  enum class Kind : std::uint8_t { name, number, string, sign };
  Kind kind;
  std::string_view text;  ///< a string without its prefix and quotes, escapes as they are
  Place at;
  bool formatted = false;  ///< an f-string: what it says is known only when it runs

  bool is(char sign) const { return kind == Kind::sign && text.size() == 1 && text.front() == sign; }
  bool is_name(std::string_view name) const { return kind == Kind::name && text == name; }
};

/// A string that has no end reaches to the end of its line, one in three quotes to that of the text. Views
/// into `text`.
std::vector<PythonToken> python_tokens(std::string_view text);

}  // namespace poolsize::sources
