#include "xml.hpp"

#include <poolsize/redact.hpp>

namespace poolsize::render {
namespace {

/// The two characters that are neither control characters nor allowed (XML 1.0, 2.2 Characters).
void replace_noncharacters(std::string& text) {
  for (const auto& [bytes, shown] :
       {std::pair{"\xEF\xBF\xBE", "\\u{fffe}"}, std::pair{"\xEF\xBF\xBF", "\\u{ffff}"}})
    for (std::size_t at = text.find(bytes); at != std::string::npos; at = text.find(bytes, at))
      text.replace(at, 3, shown);
}

}  // namespace

std::string xml(std::string_view text) {
  std::string result;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = printable(text.substr(begin, end - begin));
    replace_noncharacters(line);
    for (const char c : line) {
      switch (c) {
        case '&':
          result += "&amp;";
          break;
        case '<':
          result += "&lt;";
          break;
        case '>':
          result += "&gt;";
          break;
        case '"':
          result += "&quot;";
          break;
        default:
          result += c;
      }
    }
    if (end < text.size()) result += "&#10;";
    begin = end + 1;
  }
  return result;
}

}  // namespace poolsize::render
