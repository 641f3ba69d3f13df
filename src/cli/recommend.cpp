#include "recommend.hpp"

#include "call.hpp"
#include "exit_code.hpp"
#include "gather.hpp"
#include "render/env.hpp"
#include "render/recommendation_json.hpp"
#include "render/recommendation_text.hpp"
#include "sources/env_edit.hpp"
#include "sources/files.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace poolsize::cli {
namespace {

void refuse_unanswerable(const Question& question) {
  const bool needs_traffic = question.method == Method::formula || question.method == Method::goal;
  if (needs_traffic && !question.workloads) {
    throw Error(Failure::input, "this method needs the traffic; add --rps 100 and --duration 100ms");
  }
  if (question.method == Method::tier && question.tier == nullptr) {
    throw Error(Failure::input, "this method needs the number of users; add --users 300 or --tier medium");
  }
  if (!question.workloads && question.tier == nullptr) {
    throw Error(Failure::input,
                "nothing is known of the traffic; add --rps 100 and --duration 100ms, or --users 300, or "
                "--workload FILE");
  }
}

/// What the rules say of the answer. Those that compare it with tier, formula and smallest settings have no
/// say: the answer itself shows all three.
std::vector<Finding> findings_about(const Recommendation& answer, const Question& question,
                                    const Surroundings& around) {
  CheckInput input{.source = "recommendation", .question = question};
  for (const auto& [name, value] : render::variables(answer.settings, default_env_prefix)) {
    input.variables.push_back({.name = name, .value = value});
  }
  input.db_cores = around.db_cores;
  input.pooler = around.pooler;
  input.app_threads = around.app_threads;
  input.checkouts_per_request = around.checkouts_per_request;
  for (const std::string_view rule :
       {"pool-below-tier", "pool-above-tier", "pool-below-formula", "pool-oversized"}) {
    input.policy.severities.emplace(rule, Severity::off);
  }
  return check(input).findings;
}

/// Changes the env file as the answer says, and shows the change.
void write(const Call& call, const std::string& file, const Recommendation& answer) {
  const std::string before = sources::read_text(file);
  const auto variables = render::variables(answer.settings, call.env_prefix());
  const sources::EditedEnv edit = sources::with_values(before, variables, file);
  call.show(sources::diff(file, file, edit.changes));
  if (edit.changes.empty()) return call.note(fmt::format("{} says all of this already", file));
  if (call.arguments().has("dry-run")) return;
  const std::string changed = sources::write_atomically(file, edit.text, {.backup = true});
  call.note(fmt::format("{} is changed; what it was is beside it, in {}.bak", file,
                        std::filesystem::path(changed).filename().string()));
}

std::string rendered(const Call& call, const Recommendation& answer, const GivenQuestion& asked,
                     const PoolSettings& present) {
  const Question& question = asked.question;
  const std::string format = call.format();
  const std::string prefix = call.env_prefix();
  if (format == "env") return render::to_env(answer.settings, prefix);
  if (format == "yaml") return render::to_yaml(answer.settings, prefix);
  if (format == "python") return render::to_python(answer.settings);
  const std::vector<Finding> findings = findings_about(answer, question, gather_surroundings(call.inputs()));
  if (format == "json") return render::recommendation_json(answer, asked.understood, findings, prefix);
  return render::recommendation_text(answer, {.question = question,
                                              .understood = asked.understood,
                                              .present = present,
                                              .findings = findings,
                                              .prefix = prefix,
                                              .color = call.color()});
}

}  // namespace

int recommend(Call& call) {
  const GivenSettings given = gather_settings(call);
  const GivenQuestion asked = gather_question(call, given);
  const Question& question = asked.question;
  refuse_unanswerable(question);
  const Recommendation answer = poolsize::recommend(question);

  const std::string* file = call.arguments().find("write");
  if (file != nullptr && answer.fits()) {
    write(call, *file, answer);
  } else {
    call.show(rendered(call, answer, asked, given.settings));
    if (file != nullptr) call.note(fmt::format("{} is left as it is: no settings fit", *file));
  }
  return answer.fits() ? fine : not_fine;
}

}  // namespace poolsize::cli
