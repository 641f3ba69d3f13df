#include "findings_junit.hpp"

#include "xml.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace poolsize::render {
namespace {

std::string case_of(const Report& report, const Finding& finding) {
  const std::string place = finding.where.line > 0 ? fmt::format(":{}", finding.where.line) : "";
  const std::string text = fmt::format("{}: {}: {}", to_string(finding.where), to_string(finding.severity),
                                       message_and_cure(finding));
  std::string body = report.fails(finding)
                         ? fmt::format("<failure type=\"{}\" message=\"{}\">{}</failure>",
                                       to_string(finding.severity), xml(finding.message), xml(text))
                         : fmt::format("<system-out>{}</system-out>", xml(text));
  return fmt::format("    <testcase classname=\"{}\" name=\"{}{}\">\n      {}\n    </testcase>\n",
                     xml(finding.where.file), finding.rule, place, body);
}

}  // namespace

std::string findings_junit(const Report& report) {
  const auto& findings = report.result.findings;
  std::string suites;
  std::size_t all_tests = 0;
  for (const ReportedFile& file : by_file(report)) {
    const auto failures =
        std::ranges::count_if(file.findings, [&](std::size_t i) { return report.fails(findings[i]); });
    const std::size_t tests = std::max<std::size_t>(1, file.findings.size());
    all_tests += tests;
    suites += fmt::format("  <testsuite name=\"{0}\" tests=\"{1}\" failures=\"{2}\" errors=\"0\">\n",
                          xml(file.name), tests, failures);
    for (const std::size_t i : file.findings) suites += case_of(report, findings[i]);
    if (file.findings.empty())
      suites += fmt::format("    <testcase classname=\"{}\" name=\"no findings\"/>\n", xml(file.name));
    suites += "  </testsuite>\n";
  }
  const auto failures =
      std::ranges::count_if(findings, [&](const Finding& each) { return report.fails(each); });
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"poolsize check\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n{}</testsuites>\n",
      all_tests, failures, suites);
}

}  // namespace poolsize::render
