// The files that are made from the tables of commands and flags, and committed: the manual page and the
// completion.
#pragma once

#include <string>
#include <string_view>

namespace poolsize::cli {

/// man/poolsize.1, in the man macros.
std::string manual_page();

/// completions/poolsize.bash.
std::string bash_completion();

/// What `poolsize generate KIND` prints, for whoever packages or changes poolsize: "manual" or "bash". Throws
/// Error(Failure::input) for anything else.
std::string generated(std::string_view kind);

}  // namespace poolsize::cli
