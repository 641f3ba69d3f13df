#include "check.hpp"

#include "call.hpp"
#include "check_policy.hpp"
#include "check_sources.hpp"
#include "exit_code.hpp"
#include "render/findings_json.hpp"
#include "render/findings_text.hpp"
#include "sources/environment.hpp"

#include <algorithm>

namespace poolsize::cli {
namespace {

/// A line that is not understood is a value that is not: the rule is the same.
std::vector<Finding> problems_in(const sources::SourceFile& file, const RulePolicy& policy) {
  const Rule& rule = *find_rule("invalid-value");
  const Severity severity = policy.severity_of(rule);
  std::vector<Finding> findings;
  for (const sources::EnvProblem& problem : file.problems) {
    if (severity == Severity::off) break;
    findings.push_back(
        {.rule = rule.id, .severity = severity, .where = problem.where, .message = problem.message});
  }
  return findings;
}

/// What the files say of the deployment, where nothing that was typed goes before it.
StatedDeployment counted(const CheckedSource& source, const Inputs& inputs) {
  StatedDeployment stated = source.deployment;
  if (inputs.typed("instances")) stated.replicas = stated.workers = {};
  if (inputs.typed("surge")) stated.surge = {};
  return stated;
}

GivenSettings given_by(const CheckedSource& source, const StatedDeployment& stated,
                       const std::string& prefix) {
  GivenSettings given{.settings = {}, .engines = sources::engines_in(source.variables, prefix)};
  if (!stated.empty()) given.instances = stated.instances();
  if (stated.surge) given.surge = stated.empty() ? stated.surge->pods : stated.instances_beside();
  return given;
}

CheckInput input_of(CheckedSource source, const CheckPolicy& policy) {
  add_stated_settings(source, policy.call);
  const std::string prefix = policy.call.env_prefix();
  StatedDeployment stated = counted(source, policy.call.inputs());
  Question question = policy.question_about(given_by(source, stated, prefix));
  if (policy.call.inputs().choice("pools").value_or("auto") == "auto") question.pools = source.pools;
  return {.source = std::move(source.file),
          .part = std::move(source.part),
          .where = std::move(source.where),
          .application = std::move(source.application),
          .variables = std::move(source.variables),
          .partial = source.partial,
          .own_words = source.own_words,
          .defaults = source.defaults,
          .prefix = prefix,
          .question = std::move(question),
          .stated = std::move(stated),
          .db_cores = policy.around.db_cores,
          .pooler = policy.around.pooler,
          .app_threads = policy.around.app_threads,
          .checkouts_per_request = policy.around.checkouts_per_request,
          .policy = policy.rules()};
}

/// Everything that is found in the sources, by file and place.
CheckResult check_all(const Call& call, CheckedSources read) {
  CheckPolicies policies(call);
  std::vector<CheckInput> inputs;
  for (CheckedSource& source : read.sources) {
    const CheckPolicy& policy = policies.of(source.path);
    inputs.push_back(input_of(std::move(source), policy));
  }
  CheckResult result = poolsize::check(inputs);
  for (const sources::SourceFile& file : read.files)
    std::ranges::move(problems_in(file, policies.of(file.path).rules()), std::back_inserter(result.findings));
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
