#include "findings_gitlab.hpp"

#include <poolsize/redact.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace poolsize::render {
namespace {

std::string_view severity_of(const Finding& finding) {
  if (finding.severity == Severity::error) return "critical";
  return finding.severity == Severity::warning ? "major" : "info";
}

/// GitLab knows files by their path from the top of the repository.
std::string path_of(const Finding& finding) {
  std::string_view file = finding.where.file;
  while (file.starts_with("./")) file.remove_prefix(2);
  return printable(file);
}

}  // namespace

std::string findings_gitlab(const Report& report) {
  using Json = nlohmann::ordered_json;
  Json array = Json::array();
  for (std::size_t i = 0; i < report.result.findings.size(); ++i) {
    const Finding& finding = report.result.findings[i];
    array.push_back(
        {{"description", message_and_cure(finding)},
         {"check_name", finding.rule},
         {"fingerprint", report.fingerprints[i]},
         {"severity", severity_of(finding)},
         {"location",
          {{"path", path_of(finding)}, {"lines", {{"begin", std::max(1, finding.where.line)}}}}}});
  }
  return array.dump(2) + '\n';
}

}  // namespace poolsize::render
