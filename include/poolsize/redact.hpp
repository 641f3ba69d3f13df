// Foreign text made fit to be shown: without passwords, on one line, harmless to a terminal.
#pragma once

#include <string>
#include <string_view>

namespace poolsize {

/// `text` with every password in it replaced by `***`: between user and host of a URL, whatever characters it
/// is made of, and behind `password=`, `"token": ` and their like, where everything to the end of the text
/// goes, because nobody can tell where an unquoted password ends. In doubt it hides too much.
std::string redacted(std::string_view text);

/// `text` on one line: control characters, invisible ones and those that turn the writing direction are shown
/// as `\n`,
/// `\x1b` or `\u{200b}`, bytes that are not UTF-8 as `\xff`. Everything else stays as it is.
std::string printable(std::string_view text);

}  // namespace poolsize
