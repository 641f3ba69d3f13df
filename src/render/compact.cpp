#include "compact.hpp"

#include <algorithm>
#include <string_view>

namespace poolsize::render {
namespace {

/// Of an array of numbers whose bracket opens at the start of `text`: what follows the bracket that closes
/// it. 0 for any other array.
std::size_t end_of_numbers(std::string_view text) {
  const std::size_t other = text.find_first_of("[{\"]", 1);
  return other != std::string_view::npos && text[other] == ']' ? other + 1 : 0;
}

}  // namespace

std::string compact(const nlohmann::ordered_json& json) {
  const std::string wide = json.dump(2);
  std::string text;
  bool in_string = false;
  for (std::size_t at = 0; at < wide.size(); ++at) {
    const char c = wide[at];
    if (in_string && c == '\\') {
      text += c;
      ++at;
    } else if (c == '"') {
      in_string = !in_string;
    } else if (const std::size_t length =
                   c == '[' && !in_string ? end_of_numbers(std::string_view(wide).substr(at)) : 0;
               length > 0) {
      std::string numbers = wide.substr(at, length);
      std::erase(numbers, '\n');
      std::erase(numbers, ' ');
      for (const char each : numbers) text += each == ',' ? std::string(", ") : std::string(1, each);
      at += length - 1;
      continue;
    }
    text += wide[at];
  }
  return text + '\n';
}

}  // namespace poolsize::render
