// The line that a finding points to, fit to be shown below it.
#pragma once

#include <poolsize/rules.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace poolsize {

struct Excerpt {
  std::string line{};  ///< printable, without passwords and without what the line says of other variables
  int indent = 0;      ///< characters of `line` in front of what the finding points to
  int width = 0;       ///< how many it points to; 0: to none of them
  /// Where these are in the line as it is: characters from 1, the end not included; 0: not known.
  int column = 0;
  int end_column = 0;
  bool operator==(const Excerpt&) const = default;
};

/// Nothing where the finding has no line or is about no variable, because nobody knows what is in a line that
/// was not understood, or where its line is too long to be read by a person. `text` comes without its line
/// end.
std::optional<Excerpt> excerpt(std::string_view text, const Finding&);

}  // namespace poolsize
