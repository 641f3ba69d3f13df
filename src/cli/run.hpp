// The program, callable from tests.
#pragma once

#include "process.hpp"

namespace poolsize::cli {

/// Runs one command line and returns the exit code. Never throws: every error becomes a message on
/// `streams.err`.
int run(const Process&);

}  // namespace poolsize::cli
