// What the program is given by the system: arguments, environment, two streams.
#pragma once

#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace poolsize::cli {

using Environment = std::vector<std::pair<std::string, std::string>>;

struct Streams {
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
};

struct Process {
  std::vector<std::string> arguments;  ///< without the program's name
  Environment environment;
  Streams streams;
};

}  // namespace poolsize::cli
