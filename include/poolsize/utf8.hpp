// UTF-8 (RFC 3629), one character at a time.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace poolsize {

struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 0;  ///< how many bytes it takes in the text, 1 to 4
};

/// The character at the front of `text`; nothing if there is none or its bytes are not UTF-8 (overlong forms,
/// surrogates and values above U+10FFFF are not).
std::optional<CodePoint> first_code_point(std::string_view text);

/// Where the first byte lies that is not UTF-8; nothing if all of them are.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);

}  // namespace poolsize
