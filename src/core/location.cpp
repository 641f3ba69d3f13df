#include <poolsize/location.hpp>

namespace poolsize {

std::string to_string(const Location& where) {
  std::string text = where.file;
  if (where.line > 0) text += (text.empty() ? "" : ":") + std::to_string(where.line);
  if (where.line > 0 && where.column > 0) text += ":" + std::to_string(where.column);
  return text;
}

}  // namespace poolsize
