// What every text that is parsed must be: UTF-8 without NUL bytes, not endless, not empty.
#pragma once

#include <cstddef>
#include <string_view>

namespace poolsize::sources {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// Throws Error(Failure::input), with the place, for a text that is longer than `most` bytes, UTF-16, not
/// UTF-8 or holds a NUL byte. `what` is what it should be: "JSON".
void require_plain_text(std::string_view text, std::string_view file, std::string_view what,
                        std::size_t most);

}  // namespace poolsize::sources
