#include "place.hpp"

#include <cassert>
#include <string>

namespace poolsize::sources {

Location place_of(std::string_view text, std::size_t offset, std::string_view file_name) {
  assert(offset <= text.size());
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  std::size_t line_start = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  int line = 1;
  for (std::size_t i = line_start; i < offset; ++i) {
    const bool ends_line = text[i] == '\n' || (text[i] == '\r' && !text.substr(i + 1).starts_with('\n'));
    if (!ends_line) continue;
    ++line;
    line_start = i + 1;
  }
  const std::size_t column = offset > line_start ? offset - line_start : 0;
  return {std::string(file_name), line, static_cast<int>(column) + 1};
}

}  // namespace poolsize::sources
