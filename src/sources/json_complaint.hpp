// Why a text is not JSON, in words for the person who wrote it.
#pragma once

#include "json.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace poolsize::sources {

/// Where a parser gave up.
struct JsonStop {
  std::size_t begin = 0;  ///< the first byte of the token that it did not expect; the text's size at its end
  std::size_t read = 0;   ///< how many bytes it had read
  std::optional<Json::Kind> inside;  ///< the innermost array or object that is open
  bool after_name = false;           ///< a member's name came right before
  bool complete = false;             ///< the document was complete before
};

/// What is wrong there and what to do, quoting nothing.
std::string_view complaint(std::string_view text, const JsonStop& stop);

/// The first byte behind the string that begins with the quote at `begin`; npos if no quote closes it.
std::size_t json_string_end(std::string_view text, std::size_t begin);

}  // namespace poolsize::sources
