// Findings as the JUnit XML that CI servers read.
#pragma once

#include "report.hpp"

#include <string>

namespace poolsize::render {

/// A test suite for each file, with a test case for each finding; a file without any has one that passes.
/// Findings that fail the check are failures; the others are told as output of a test that passes.
std::string findings_junit(const Report&);

}  // namespace poolsize::render
