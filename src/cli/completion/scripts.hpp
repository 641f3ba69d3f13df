// The completion scripts of the shells, made from the tables of commands and flags; committed below
// completions/.
#pragma once

#include <string>

namespace poolsize::cli {

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

}  // namespace poolsize::cli
