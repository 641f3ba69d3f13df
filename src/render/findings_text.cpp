#include "findings_text.hpp"

#include "deployments.hpp"
#include "layout.hpp"

#include <poolsize/redact.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

namespace poolsize::render {
namespace {

/// ECMA-48, "Select graphic rendition".
constexpr std::string_view plain = "\x1b[0m";
constexpr std::string_view bold = "\x1b[1m";
constexpr std::string_view faint = "\x1b[2m";

std::string_view color_of(Severity severity) {
  constexpr std::string_view red = "\x1b[1;31m";
  constexpr std::string_view yellow = "\x1b[1;33m";
  constexpr std::string_view cyan = "\x1b[1;36m";
  if (severity == Severity::error) return red;
  return severity == Severity::warning ? yellow : cyan;
}

std::string painted(std::string_view text, std::string_view with, bool color) {
  return color ? fmt::format("{}{}{}", with, text, plain) : std::string(text);
}

std::string finding_text(const Finding& finding, bool color) {
  std::string text = fmt::format("{}: {}: {} {}\n", painted(printable(to_string(finding.where)), bold, color),
                                 painted(to_string(finding.severity), color_of(finding.severity), color),
                                 finding.message, painted(fmt::format("[{}]", finding.rule), faint, color));
  if (!finding.cure.empty()) text += fmt::format("    {}\n", finding.cure);
  return text;
}

/// The flags, and the rules that each would wake, in the order of the rules.
std::string silent_text(std::span<const SilentRule> silent) {
  std::vector<std::pair<std::string, std::string>> by_flags;
  for (const SilentRule& rule : silent) {
    auto group = std::ranges::find(by_flags, rule.needs, &std::pair<std::string, std::string>::first);
    if (group == by_flags.end()) group = by_flags.insert(by_flags.end(), {rule.needs, ""});
    group->second += fmt::format("{}{}", group->second.empty() ? "" : ", ", rule.rule);
  }
  Definitions groups;
  for (auto& [flags, rules] : by_flags) groups.add(flags, rules);
  return "\nRules that would speak with\n" + groups.text();
}

}  // namespace

std::string summary_text(const CheckResult& result) {
  struct Kind {
    Severity severity;
    std::string_view one;
    std::string_view many;
  };
  constexpr std::array kinds{Kind{Severity::error, "error", "errors"},
                             Kind{Severity::warning, "warning", "warnings"},
                             Kind{Severity::info, "info", "infos"}};
  std::string text;
  for (const Kind& kind : kinds) {
    const auto count = std::ranges::count(result.findings, kind.severity, &Finding::severity);
    if (count == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, count == 1 ? kind.one : kind.many);
  }
  return text.empty() ? "no findings" : text;
}

std::string findings_text(const CheckResult& result, FindingsStyle style) {
  std::string text;
  for (const Finding& finding : result.findings) text += finding_text(finding, style.color);
  if (!text.empty()) text += '\n';
  text += summary_text(result) + '\n';
  if (!style.quiet) text += deployments_text(result.stated);
  if (!style.quiet && !result.silent.empty()) text += silent_text(result.silent);
  return text;
}

}  // namespace poolsize::render
