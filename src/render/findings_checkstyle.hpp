// Findings as Checkstyle writes its own, which many tools read.
#pragma once

#include "report.hpp"

#include <string>

namespace poolsize::render {

/// Each checked file with its findings; a finding about a file as a whole has line 0.
std::string findings_checkstyle(const Report&);

}  // namespace poolsize::render
