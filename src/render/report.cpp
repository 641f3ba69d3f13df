#include "report.hpp"

#include <map>

namespace poolsize::render {

std::vector<ReportedFile> by_file(const Report& report) {
  std::vector<ReportedFile> files;
  std::map<std::string_view, std::size_t> place;
  const auto file = [&](const std::string& name) -> ReportedFile& {
    const auto [found, is_new] = place.emplace(name, files.size());
    if (is_new) files.push_back({.name = name, .findings = {}});
    return files[found->second];
  };
  for (const std::string& name : report.files) file(name);
  const auto& findings = report.result.findings;
  for (std::size_t i = 0; i < findings.size(); ++i) file(findings[i].where.file).findings.push_back(i);
  return files;
}

std::string message_and_cure(const Finding& finding) {
  return finding.cure.empty() ? finding.message : finding.message + "\n" + finding.cure;
}

}  // namespace poolsize::render
