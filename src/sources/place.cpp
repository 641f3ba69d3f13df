#include "place.hpp"

#include <algorithm>
#include <cassert>
#include <string>

namespace poolsize::sources {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

Location place_of(std::string_view text, std::size_t offset, std::string_view file_name) {
  assert(offset <= text.size());
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

std::vector<std::string_view> lines_of(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + (text.substr(end).starts_with("\r\n") ? 2 : 1)));
  }
  return lines;
}

}  // namespace poolsize::sources
