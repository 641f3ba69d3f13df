// `check --baseline FILE`: fail on what is new and leave the rest for later.
#pragma once

#include "call.hpp"
#include "check_report.hpp"

#include <vector>

namespace poolsize::cli {

/// Writes the baseline of --write-baseline, then takes out what it or that of --baseline knows, and says on
/// standard error how many findings that were, and which of the known ones are gone from the files that were
/// checked. Throws Error for a baseline that cannot be read, understood or written.
void leave_known(const Call&, Identified&, const std::vector<sources::SourceFile>&);

}  // namespace poolsize::cli
