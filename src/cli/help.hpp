// The help texts, made from the tables of commands and flags.
#pragma once

#include "commands.hpp"

#include <string>
#include <string_view>

namespace poolsize::cli {

/// What a bare `poolsize` says: what it is for, the commands, and the first step.
std::string overview_text();
/// A line for each flag.
std::string short_help_text(const Command&);
/// Everything: examples first, then the flags by group with all that there is to know.
std::string help_text(const Command&);
/// The error for a word that is no command, with the nearest that is.
std::string unknown_command(std::string_view typed);

/// How a flag is written: "-o, --output FILE".
std::string usage_of(const Flag&);

int help(Call&);

}  // namespace poolsize::cli
