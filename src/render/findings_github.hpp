// Findings as annotations of a GitHub workflow run.
#pragma once

#include "report.hpp"

#include <string>

namespace poolsize::render {

/// A workflow command for each finding: `::error file=…,line=…,col=…,title=…::message` (docs.github.com,
/// Workflow commands for GitHub Actions). Nothing where nothing is found.
std::string findings_github(const Report&);

}  // namespace poolsize::render
