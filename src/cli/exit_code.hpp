// What the exit codes mean; the same failure has the same code in every command.
#pragma once

#include <array>
#include <string_view>

namespace poolsize::cli {

enum ExitCode : int {
  fine = 0,           ///< nothing wrong
  not_fine = 1,       ///< a finding at or above --fail-on, or a goal that no settings meet
  usage = 2,          ///< usage or input that cannot be understood
  no_access = 3,      ///< something could not be read, reached or written
  interrupted = 130,  ///< ended by a signal with what was known by then; 128 + SIGINT, as shells have it
};

struct ExitMeaning {
  int code;
  std::string_view says;  ///< no final dot
};

/// As the help and the manual tell them.
inline constexpr std::array exit_meanings{
    ExitMeaning{fine, "nothing wrong"},
    ExitMeaning{not_fine, "a finding at or above --fail-on, or a goal that no settings meet"},
    ExitMeaning{usage, "usage or input that cannot be understood"},
    ExitMeaning{no_access, "something could not be read, reached or written"},
    ExitMeaning{130, "interrupted"},
};

}  // namespace poolsize::cli
