#include "findings_github.hpp"

#include <poolsize/redact.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace poolsize::render {
namespace {

struct Escape {
  char character;
  std::string_view escaped;
  bool everywhere;  ///< and not in properties alone
};

/// actions/toolkit, packages/core/src/command.ts: escapeData and escapeProperty.
constexpr std::array escapes{Escape{'%', "%25", true}, Escape{'\r', "%0D", true}, Escape{'\n', "%0A", true},
                             Escape{':', "%3A", false}, Escape{',', "%2C", false}};

std::string escaped(std::string_view text, bool property) {
  std::string result;
  for (const char c : text) {
    const auto* escape = std::ranges::find(escapes, c, &Escape::character);
    if (escape != escapes.end() && (property || escape->everywhere))
      result += escape->escaped;
    else
      result += c;
  }
  return result;
}

std::string_view command_of(Severity severity) {
  if (severity == Severity::error) return "error";
  return severity == Severity::warning ? "warning" : "notice";
}

}  // namespace

std::string findings_github(const Report& report) {
  std::string text;
  for (std::size_t i = 0; i < report.result.findings.size(); ++i) {
    const Finding& finding = report.result.findings[i];
    std::string properties;
    const auto add = [&](std::string_view name, std::string_view value) {
      properties += fmt::format("{}{}={}", properties.empty() ? " " : ",", name, escaped(value, true));
    };
    if (finding.where.line > 0) {
      add("file", printable(finding.where.file));
      add("line", std::to_string(finding.where.line));
    }
    if (const auto& excerpt = report.excerpts[i]; excerpt && excerpt->column > 0) {
      add("col", std::to_string(excerpt->column));
      add("endColumn", std::to_string(excerpt->end_column));
    }
    add("title", fmt::format("poolsize {}", finding.rule));
    std::string message = message_and_cure(finding);
    if (finding.where.line == 0) message = fmt::format("{}: {}", printable(finding.where.file), message);
    text += fmt::format("::{}{}::{}\n", command_of(finding.severity), properties, escaped(message, false));
  }
  return text;
}

}  // namespace poolsize::render
