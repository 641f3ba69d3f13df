#include "check_report.hpp"

#include "sources/files.hpp"
#include "sources/place.hpp"

#include <poolsize/error.hpp>
#include <poolsize/fingerprint.hpp>

#include <algorithm>
#include <map>

namespace poolsize::cli {
namespace {

/// The text of a file, if it can still be had.
std::string text_of(const std::vector<sources::SourceFile>& files, const std::string& name) {
  const auto file = std::ranges::find(files, name, &sources::SourceFile::name);
  if (file == files.end()) return "";
  if (file->path == "-") return file->text;
  try {
    return sources::read_text(file->path);
  } catch (const Error&) {
    return "";
  }
}

/// One for each finding. Findings come by file, so that one text is held at a time.
std::vector<std::optional<Excerpt>> excerpts_of(const std::vector<Finding>& findings,
                                                const std::vector<sources::SourceFile>& files) {
  std::vector<std::optional<Excerpt>> excerpts;
  std::string name;
  std::string text;
  std::vector<std::string_view> lines;
  for (const Finding& finding : findings) {
    if (finding.where.line > 0 && finding.where.file != name) {
      name = finding.where.file;
      text = text_of(files, name);
      lines = sources::lines_of(text);
    }
    const auto line = static_cast<std::size_t>(finding.where.line);
    const bool there = line > 0 && line <= lines.size();
    excerpts.push_back(there ? excerpt(lines[line - 1], finding) : std::nullopt);
  }
  return excerpts;
}

}  // namespace

Identified identified(std::vector<Finding> findings) {
  std::vector<std::string> prints = fingerprints(findings);
  return {std::move(findings), std::move(prints)};
}

render::Report report_of(Identified found, CheckResult rest, const std::vector<sources::SourceFile>& files,
                         std::optional<Severity> fails_from) {
  render::Report report{.result = std::move(rest),
                        .fingerprints = std::move(found.fingerprints),
                        .excerpts = {},
                        .files = {},
                        .fails_from = fails_from,
                        .version = POOLSIZE_VERSION};
  report.result.findings = std::move(found.findings);
  report.excerpts = excerpts_of(report.result.findings, files);
  for (const sources::SourceFile& file : files) report.files.push_back(file.name);
  return report;
}

}  // namespace poolsize::cli
