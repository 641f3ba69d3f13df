// What all formats of `check` are made from.
#pragma once

#include <poolsize/excerpt.hpp>
#include <poolsize/rules.hpp>

#include <optional>
#include <string>
#include <vector>

namespace poolsize::render {

struct Report {
  CheckResult result;
  // One for each finding:
  std::vector<std::string> fingerprints;
  std::vector<std::optional<Excerpt>> excerpts;

  std::vector<std::string> files;      ///< that were checked, as findings name them
  std::optional<Severity> fails_from;  ///< the lowest severity that fails the check; nothing: none does
  std::string version;                 ///< of poolsize

  bool fails(const Finding& finding) const { return fails_from && finding.severity >= *fails_from; }
};

/// The files in which something was found or that were checked, each once, and what was found in each.
struct ReportedFile {
  std::string name;
  std::vector<std::size_t> findings;  ///< their places in Report::result.findings
};
std::vector<ReportedFile> by_file(const Report&);

/// The message, then the cure in a line of its own.
std::string message_and_cure(const Finding&);

}  // namespace poolsize::render
