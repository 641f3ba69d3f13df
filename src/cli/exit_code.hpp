// What the exit codes mean; the same failure has the same code in every command.
#pragma once

namespace poolsize::cli {

enum ExitCode : int {
  fine = 0,       ///< nothing wrong
  not_fine = 1,   ///< a finding at or above --fail-on, or a goal that no settings meet
  usage = 2,      ///< usage or input that cannot be understood
  no_access = 3,  ///< something could not be read, reached or written
};

}  // namespace poolsize::cli
