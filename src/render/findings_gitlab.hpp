// Findings as a GitLab Code Quality report.
#pragma once

#include "report.hpp"

#include <string>

namespace poolsize::render {

/// docs.gitlab.com, Code Quality: Report format. A finding without a line is told of line 1, because GitLab
/// wants one.
std::string findings_gitlab(const Report&);

}  // namespace poolsize::render
