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

/// The line with its number, and carets below what the finding points to.
std::string excerpt_text(const Excerpt& excerpt, const Finding& finding, bool color) {
  const std::string number = std::to_string(finding.where.line);
  std::string text = fmt::format("  {} {}\n", painted(number + " |", faint, color), excerpt.line);
  if (excerpt.width > 0) {
    text += fmt::format("  {} {}{}\n", painted(fmt::format("{:{}} |", "", number.size()), faint, color),
                        std::string(static_cast<std::size_t>(excerpt.indent), ' '),
                        painted(std::string(static_cast<std::size_t>(excerpt.width), '^'),
                                color_of(finding.severity), color));
  }
  return text;
}

std::string finding_text(const Finding& finding, const std::optional<Excerpt>& excerpt, bool color) {
  std::string text = fmt::format("{}: {}: {} {}\n", painted(printable(to_string(finding.where)), bold, color),
                                 painted(to_string(finding.severity), color_of(finding.severity), color),
                                 finding.message, painted(fmt::format("[{}]", finding.rule), faint, color));
  if (excerpt) text += excerpt_text(*excerpt, finding, color);
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

std::string findings_text(const CheckResult& result, FindingsStyle style,
                          std::span<const std::optional<Excerpt>> excerpts) {
  std::string text;
  for (std::size_t i = 0; i < result.findings.size(); ++i) {
    const bool shown = !style.quiet && i < excerpts.size();
    text += finding_text(result.findings[i], shown ? excerpts[i] : std::nullopt, style.color);
  }
  if (!text.empty()) text += '\n';
  text += summary_text(result) + '\n';
  if (!style.quiet) text += deployments_text(result.stated);
  if (!style.quiet && !result.silent.empty()) text += silent_text(result.silent);
  return text;
}

}  // namespace poolsize::render
