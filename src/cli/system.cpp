#include "system.hpp"

#include <unistd.h>

#include <csignal>
#include <iostream>
#include <string_view>

namespace poolsize::cli {

Process this_process(int count, char** arguments) {
  // A reader that went away is an output that cannot be written, told by exit code 3 and not by a signal.
  std::signal(SIGPIPE, SIG_IGN);

  Process process{.arguments = {arguments + (count > 0 ? 1 : 0), arguments + count},
                  .environment = {},
                  .streams = {.out = std::cout,
                              .err = std::cerr,
                              .out_is_terminal = isatty(STDOUT_FILENO) == 1,
                              .err_is_terminal = isatty(STDERR_FILENO) == 1}};
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    const std::size_t equals = text.find('=');
    if (equals != std::string_view::npos)
      process.environment.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return process;
}

}  // namespace poolsize::cli
