// The manual page, made from the tables of commands and flags, and committed.
#pragma once

#include <string>

namespace poolsize::cli {

/// man/poolsize.1, in the man macros.
std::string manual_page();

}  // namespace poolsize::cli
