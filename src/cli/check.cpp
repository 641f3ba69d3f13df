#include "check.hpp"

#include "call.hpp"
#include "check_sources.hpp"
#include "exit_code.hpp"
#include "gather.hpp"
#include "render/findings_json.hpp"
#include "render/findings_text.hpp"
#include "sources/environment.hpp"

#include <algorithm>

namespace poolsize::cli {
namespace {

RulePolicy policy_of(const sources::Config& config) {
  RulePolicy policy;
  for (const auto& [rule, word] : config.rules) policy.emplace(rule, find_severity(word).value());
  return policy;
}

/// A line that is not understood is a value that is not: the rule is the same.
std::vector<Finding> problems_in(const CheckedFile& file, const RulePolicy& policy) {
  constexpr std::string_view rule = "invalid-value";
  const auto changed = policy.find(rule);
  const Severity severity = changed == policy.end() ? find_rule(rule)->severity : changed->second;
  std::vector<Finding> findings;
  for (const sources::EnvProblem& problem : file.problems) {
    if (severity == Severity::off) break;
    findings.push_back(
        {.rule = rule, .severity = severity, .where = problem.where, .message = problem.message});
  }
  return findings;
}

/// Everything that is found in the sources, by file and place.
CheckResult check_all(const Call& call, const CheckedSources& read) {
  const GivenSettings given{
      .settings = {}, .engines = sources::engines_in(read.sources.front().variables, call.env_prefix())};
  const Surroundings around = gather_surroundings(call.inputs());
  const RulePolicy policy = policy_of(call.config());
  std::vector<CheckInput> inputs;
  std::vector<Finding> problems;
  for (const CheckedSource& source : read.sources) {
    Question question = gather_question(call, given).question;
    if (!call.inputs().has("engines"))
      question.deployment.engines = sources::engines_in(source.variables, call.env_prefix());
    inputs.push_back({.source = source.name,
                      .variables = source.variables,
                      .prefix = call.env_prefix(),
                      .question = question,
                      .db_cores = around.db_cores,
                      .pooler = around.pooler,
                      .app_threads = around.app_threads,
                      .checkouts_per_request = around.checkouts_per_request});
  }
  for (const CheckedFile& file : read.files)
    std::ranges::move(problems_in(file, policy), std::back_inserter(problems));
  CheckResult result = poolsize::check(inputs, policy);
  result.findings.insert(result.findings.end(), problems.begin(), problems.end());
  std::ranges::stable_sort(result.findings, {}, &Finding::where);
  return result;
}

bool fails(const CheckResult& result, const std::string& fail_on) {
  if (fail_on == "never") return false;
  const Severity least = find_severity(fail_on).value();
  return std::ranges::any_of(result.findings,
                             [&](const Finding& finding) { return finding.severity >= least; });
}

}  // namespace

int check(Call& call) {
  const std::string fail_on = call.inputs().choice("fail-on").value_or("error");
  const CheckResult result = check_all(call, gather_sources(call));
  call.show(call.format() == "json"
                ? render::findings_json(result)
                : render::findings_text(result, {.color = call.color(), .quiet = call.quiet()}));
  return fails(result, fail_on) ? not_fine : fine;
}

}  // namespace poolsize::cli
