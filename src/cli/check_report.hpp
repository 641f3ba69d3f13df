// What the formats of `check` show beside the findings: the lines that they point to, and what they are known
// by.
#pragma once

#include "check_sources.hpp"
#include "render/report.hpp"

#include <optional>

namespace poolsize::cli {

/// Findings, and for each what it is known by, whatever others are left out.
struct Identified {
  std::vector<Finding> findings;
  std::vector<std::string> fingerprints;
};
Identified identified(std::vector<Finding>);

/// The lines are read again, because hardly any file has one to show; one that cannot be read any more has
/// none.
/// `rest` is what the check said besides its findings.
render::Report report_of(Identified, CheckResult rest, const std::vector<sources::SourceFile>&,
                         std::optional<Severity> fails_from);

}  // namespace poolsize::cli
