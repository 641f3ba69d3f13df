// The real process: argv, environ and the standard streams.
#pragma once

#include "process.hpp"

namespace poolsize::cli {

Process this_process(int count, char** arguments);

}  // namespace poolsize::cli
