#include "check.hpp"

#include "call.hpp"
#include "check_baseline.hpp"
#include "check_fix.hpp"
#include "check_outputs.hpp"
#include "check_policy.hpp"
#include "check_report.hpp"
#include "check_sources.hpp"
#include "exit_code.hpp"
#include "render/rule_catalogue.hpp"
#include "sources/environment.hpp"

#include <fmt/format.h>

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
          .shared_server = source.service ? policy.server_name() : "",
          .variables = std::move(source.variables),
          .partial = source.partial,
          .own_words = source.own_words,
          .python = source.python,
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
CheckResult check_all(CheckPolicies& policies, std::vector<CheckedSource> read,
                      const std::vector<sources::SourceFile>& files) {
  std::vector<CheckInput> inputs;
  for (CheckedSource& source : read) {
    const CheckPolicy& policy = policies.of(source.path);
    inputs.push_back(input_of(std::move(source), policy));
  }
  CheckResult result = poolsize::check(inputs);
  for (const sources::SourceFile& file : files)
    std::ranges::move(problems_in(file, policies.of(file.path).rules()), std::back_inserter(result.findings));
  std::ranges::stable_sort(result.findings, {}, &Finding::where);
  return result;
}

bool fails(const CheckResult& result, std::optional<Severity> least) {
  return least && std::ranges::any_of(result.findings,
                                      [&](const Finding& finding) { return finding.severity >= *least; });
}

/// Nothing: whatever is found, the check does not fail.
std::optional<Severity> fails_from(const Call& call) {
  const std::string word = call.inputs().choice("fail-on").value_or("error");
  return word == "never" ? std::nullopt : find_severity(word);
}

/// The cures that nobody made: those of standard input, and of files that are not changed.
void note_left(const Call& call, const std::vector<Finding>& findings) {
  const auto left =
      std::ranges::count_if(findings, [](const Finding& finding) { return !finding.edits.empty(); });
  if (left > 0) {
    call.note(fmt::format("{} cure{} left to be made by hand: only env files are changed", left,
                          left == 1 ? " is" : "s are"));
  }
}

int list_rules(const Call& call) {
  if (call.format() == "json")
    call.show(render::rule_catalogue_json());
  else if (call.format() == "text")
    call.show(render::rule_catalogue_text());
  else
    throw Error(Failure::input,
                fmt::format("--list-rules has no format {}; write text or json", call.format()));
  return fine;
}

}  // namespace

int check(Call& call) {
  if (call.arguments().has("list-rules")) return list_rules(call);
  const std::optional<Severity> least = fails_from(call);
  const std::vector<CheckOutput> outputs = outputs_of(call);
  CheckedSources read = gather_sources(call);
  CheckPolicies policies(call);
  const Checker checked = [&](const CheckedSources& now) {
    return check_all(policies, now.sources, now.files);
  };

  if (call.arguments().has("fix") || call.arguments().has("diff")) {
    const bool fix = call.arguments().has("fix") && !call.arguments().has("diff");
    const CheckResult before = checked(read);
    const std::vector<FixedFile> files = fixed(read, checked);
    if (!fix) {
      call.show(shown(files));
      return fails(before, least) ? not_fine : fine;
    }
    write(call, files);
  }

  CheckResult result = check_all(policies, std::move(read.sources), read.files);
  if (call.arguments().has("fix")) note_left(call, result.findings);
  Identified found = identified(std::move(result.findings));
  leave_known(call, found, read.files);
  const render::Report report = report_of(std::move(found), std::move(result), read.files, least);
  show(call, outputs, report);
  return fails(report.result, least) ? not_fine : fine;
}

}  // namespace poolsize::cli
