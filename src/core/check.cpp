#include "rules/shared_server.hpp"
#include "rules/subject.hpp"

#include <poolsize/redact.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace poolsize {
namespace {

constexpr std::array<std::string_view, 4> severity_words{"off", "info", "warning", "error"};

/// The subjects of each application, in their order.
using Applications = std::map<std::string_view, std::vector<const Subject*>>;

/// What the rule needs and nobody said.
std::vector<Need> missing(const Rule& rule, const Subject& subject, const Applications& applications) {
  std::vector<Need> needs;
  for (const Need need : rule.needs) {
    const bool known = need == Need::second_source ? applications.at(subject.input().application).size() > 1
                                                   : subject.known(need);
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
  if (where.file.empty()) where = input.where;
  if (where.file.empty()) where.file = input.source;
  Finding found{
      .rule = rule.id,
      .severity = std::min(severity, remark.at_most),
      .where = std::move(where),
      .message = input.part.empty() ? std::move(remark.message) : input.part + ": " + remark.message,
      .cure = std::move(remark.cure),
      .edits = std::move(remark.edits)};
  if (remark.about != nullptr) {
    found.variable = remark.about->name;
    found.value = redacted(remark.about->value);
  }
  return found;
}

/// What all rules have to say about a subject; `before` are those of the same application.
std::vector<Finding> findings_about(const Subject& subject, std::span<const Subject* const> before,
                                    const Applications& applications) {
  std::vector<Finding> findings;
  for (const Rule& rule : rules()) {
    const Severity severity = subject.input().policy.severity_of(rule);
    if (severity == Severity::off || !missing(rule, subject, applications).empty()) continue;
    Remarks remarks = rule.check != nullptr ? rule.check(subject) : rule.compare(subject, before);
    for (Remark& remark : remarks)
      if (!ignored(remark, rule))
        findings.push_back(finding(rule, severity, std::move(remark), subject.input()));
  }
  std::ranges::stable_sort(
      findings, {}, [](const Finding& each) { return std::tuple(each.where.line, each.where.column); });
  return findings;
}

/// What the rules have to say about services that share a server, at the place of the largest share.
std::vector<Finding> findings_together(std::span<const Subject> subjects) {
  std::vector<Finding> findings;
  for (const SharedServer& shared : shared_servers(subjects)) {
    const Subject& largest = *shared.front().service;
    CheckInput about;
    about.source = largest.input().source;
    about.where = largest.input().where;
    for (const Rule& rule : rules()) {
      const Severity severity = largest.input().policy.severity_of(rule);
      if (rule.together == nullptr || severity == Severity::off) continue;
      std::optional<Remark> remark = rule.together(shared);
      if (!remark) continue;
      remark->about = largest.pools().front().about;
      if (!ignored(*remark, rule)) findings.push_back(finding(rule, severity, *std::move(remark), about));
    }
  }
  return findings;
}

std::vector<SilentRule> silent_about(std::span<const Subject> subjects, const Applications& applications) {
  std::vector<SilentRule> silent;
  for (const Rule& rule : rules()) {
    const auto is_on = [&](const Subject& subject) {
      return subject.input().policy.severity_of(rule) != Severity::off;
    };
    const auto lacks = [&](const Subject& subject) {
      return !is_on(subject) || !missing(rule, subject, applications).empty();
    };
    const auto first = std::ranges::find_if(subjects, is_on);
    if (first == subjects.end() || !std::ranges::all_of(subjects, lacks)) continue;
    silent.push_back({rule.id, flags_for(missing(rule, *first, applications))});
  }
  return silent;
}

}  // namespace

std::string_view to_string(Severity severity) {
  return severity_words.at(static_cast<std::size_t>(severity));
}

std::optional<Severity> find_severity(std::string_view word) {
  const auto* const found = std::ranges::find(severity_words, word);
  if (found == severity_words.end()) return std::nullopt;
  return static_cast<Severity>(found - severity_words.begin());
}

Severity RulePolicy::severity_of(const Rule& rule) const {
  const auto found = severities.find(rule.id);
  return found == severities.end() ? rule.severity : found->second;
}

CheckResult check(const CheckInput& input) { return check(std::span(&input, 1)); }

CheckResult check(std::span<const CheckInput> inputs) {
  const std::vector<Subject> subjects(inputs.begin(), inputs.end());
  Applications applications;
  for (const Subject& subject : subjects) applications[subject.input().application].push_back(&subject);
  Applications before;
  CheckResult result;
  for (const Subject& subject : subjects) {
    auto& earlier = before[subject.input().application];
    std::ranges::move(findings_about(subject, earlier, applications), std::back_inserter(result.findings));
    earlier.push_back(&subject);
    const CheckInput& input = subject.input();
    if (input.stated != StatedDeployment{}) result.stated.push_back({input.source, input.part, input.stated});
  }
  std::ranges::move(findings_together(subjects), std::back_inserter(result.findings));
  result.silent = silent_about(subjects, applications);
  return result;
}

}  // namespace poolsize
