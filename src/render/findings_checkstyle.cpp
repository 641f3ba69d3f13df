#include "findings_checkstyle.hpp"

#include "xml.hpp"

#include <fmt/format.h>

namespace poolsize::render {
namespace {

/// The version of the format: what Checkstyle's consumers look for is not newer (XMLLogger writes its own).
constexpr std::string_view version = "4.3";

std::string error_of(const Report& report, std::size_t i) {
  const Finding& finding = report.result.findings[i];
  const auto& excerpt = report.excerpts[i];
  const int column = excerpt ? excerpt->column : finding.where.column;
  return fmt::format("    <error line=\"{}\"{} severity=\"{}\" message=\"{}\" source=\"poolsize.{}\"/>\n",
                     finding.where.line, column > 0 ? fmt::format(" column=\"{}\"", column) : "",
                     to_string(finding.severity), xml(message_and_cure(finding)), finding.rule);
}

}  // namespace

std::string findings_checkstyle(const Report& report) {
  std::string text =
      fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"{}\">\n", version);
  for (const ReportedFile& file : by_file(report)) {
    text += fmt::format("  <file name=\"{}\">\n", xml(file.name));
    for (const std::size_t i : file.findings) text += error_of(report, i);
    text += "  </file>\n";
  }
  return text + "</checkstyle>\n";
}

}  // namespace poolsize::render
