// Findings as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format).
#pragma once

#include "report.hpp"

#include <string>

namespace poolsize::render {

/// One run, with all rules and their pages. Fingerprints are those of fingerprint.hpp, columns count
/// characters, and relative paths start at %SRCROOT%, which is the folder that check runs in.
std::string findings_sarif(const Report&);

}  // namespace poolsize::render
