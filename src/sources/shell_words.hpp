// The words of a shell's command line, quotes and backslashes taken off; nothing is expanded or executed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

/// Operators are words of their own: "a && b; c | d" has seven. A quote without an end reaches to the end of
/// the text.
std::vector<std::string> shell_words(std::string_view text);

}  // namespace poolsize::sources
