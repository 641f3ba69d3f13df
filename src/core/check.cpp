#include "rules/subject.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace poolsize {
namespace {

constexpr std::array<std::string_view, 4> severity_words{"off", "info", "warning", "error"};

Severity severity_of(const Rule& rule, const RulePolicy& policy) {
  const auto found = policy.find(rule.id);
  return found == policy.end() ? rule.severity : found->second;
}

/// What the rule needs and nobody said.
std::vector<Need> missing(const Rule& rule, const Subject& subject, std::size_t sources) {
  std::vector<Need> needs;
  for (const Need need : rule.needs) {
    const bool known = need == Need::second_source ? sources > 1 : subject.known(need);
    if (!known) needs.push_back(need);
  }
  return needs;
}

/// Whether the line that the remark points to switches the rule off.
bool ignored(const Remark& remark, const Rule& rule) {
  return remark.about != nullptr &&
         std::ranges::find(remark.about->ignored, rule.id) != remark.about->ignored.end();
}

Finding finding(const Rule& rule, Severity severity, Remark remark, const CheckInput& input) {
  Location where;
  if (remark.about != nullptr) where = remark.at_name ? remark.about->name_at : remark.about->value_at;
  if (where.file.empty()) where.file = input.source;
  return {.rule = rule.id,
          .severity = std::min(severity, remark.at_most),
          .where = std::move(where),
          .message = std::move(remark.message),
          .cure = std::move(remark.cure)};
}

/// What all rules have to say about the last of `subjects`.
std::vector<Finding> findings_about_last(std::span<const Subject> subjects, std::size_t sources,
                                         const RulePolicy& policy) {
  const Subject& subject = subjects.back();
  std::vector<Finding> findings;
  for (const Rule& rule : rules()) {
    const Severity severity = severity_of(rule, policy);
    if (severity == Severity::off || !missing(rule, subject, sources).empty()) continue;
    Remarks remarks = rule.check != nullptr ? rule.check(subject)
                                            : rule.compare(subject, subjects.first(subjects.size() - 1));
    for (Remark& remark : remarks)
      if (!ignored(remark, rule))
        findings.push_back(finding(rule, severity, std::move(remark), subject.input()));
  }
  std::ranges::stable_sort(
      findings, {}, [](const Finding& each) { return std::tuple(each.where.line, each.where.column); });
  return findings;
}

std::vector<SilentRule> silent_about(std::span<const Subject> subjects, const RulePolicy& policy) {
  std::vector<SilentRule> silent;
  for (const Rule& rule : rules()) {
    if (severity_of(rule, policy) == Severity::off) continue;
    const auto lacks = [&](const Subject& subject) {
      return !missing(rule, subject, subjects.size()).empty();
    };
    if (subjects.empty() || !std::ranges::all_of(subjects, lacks)) continue;
    silent.push_back({rule.id, flags_for(missing(rule, subjects.front(), subjects.size()))});
  }
  return silent;
}

}  // namespace

std::string_view to_string(Severity severity) {
  return severity_words.at(static_cast<std::size_t>(severity));
}

std::optional<Severity> find_severity(std::string_view word) {
  const auto found = std::ranges::find(severity_words, word);
  if (found == severity_words.end()) return std::nullopt;
  return static_cast<Severity>(found - severity_words.begin());
}

CheckResult check(const CheckInput& input, const RulePolicy& policy) {
  return check(std::span(&input, 1), policy);
}

CheckResult check(std::span<const CheckInput> inputs, const RulePolicy& policy) {
  const std::vector<Subject> subjects(inputs.begin(), inputs.end());
  CheckResult result;
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    auto findings = findings_about_last(std::span(subjects).first(i + 1), subjects.size(), policy);
    std::ranges::move(findings, std::back_inserter(result.findings));
  }
  result.silent = silent_about(subjects, policy);
  return result;
}

}  // namespace poolsize
