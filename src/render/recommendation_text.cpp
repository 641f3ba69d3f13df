#include "recommendation_text.hpp"

#include "env.hpp"
#include "layout.hpp"
#include "prediction_text.hpp"

#include <fmt/format.h>

#include <map>

namespace poolsize::render {
namespace {

std::string heading(std::string_view text, bool color) {
  return color ? fmt::format("\n\x1b[1m{}\x1b[0m\n", text) : fmt::format("\n{}\n", text);
}

/// Where nothing fits: what is asked, what there is, and what would help.
std::string no_fit_text(const Recommendation& answer, const Question& question) {
  const Count needed = answer.budget->demand.value_or(0);
  std::string text = wrapped(
      fmt::format("No settings fit: {} {} connections, and the server can give {}.",
                  answer.smallest ? "the smallest that meet the goal need" : "what the tier keeps open needs",
                  needed, answer.budget->available),
      "", 0);
  if (!answer.remedies) return text + "Raise max_connections, or run fewer instances.\n";

  const Remedies& remedies = *answer.remedies;
  Definitions cures;
  if (remedies.mean_hold) {
    cures.add("a shorter hold time",
              fmt::format("{} on average, instead of {}", to_string(*remedies.mean_hold),
                          to_string(mean(question.workloads->sqlalchemy.hold))));
  }
  cures.add("a larger server", fmt::format("max_connections={}, instead of {}", remedies.max_connections,
                                           question.server->max_connections));
  if (remedies.transaction) {
    cures.add(
        "a PgBouncer",
        fmt::format(
            "pool_mode=transaction default_pool_size={} max_client_conn={}, if transactions last {} on "
            "average; the pools then count against max_client_conn",
            remedies.pgbouncer_pool_size, remedies.pgbouncer_clients, to_string(*remedies.transaction)));
  }
  return text + "\nEach of these alone would make them fit:\n" + cures.text() +
         "\nWith a server that has room, the smallest that meet the goal:\n";
}

/// Requires: reasons in the order of the settings table, one for each variable.
std::string why_text(const Recommendation& answer) {
  Definitions why;
  const auto values = variables(answer.settings, "");
  for (std::size_t n = 0; n < values.size(); ++n) {
    why.add(fmt::format("{} {}", answer.reasons.at(n).setting, values[n].second), answer.reasons[n].text);
  }
  return why.text(36);
}

std::string server_text(const Recommendation& answer, const Question& question) {
  const Deployment& deployment = question.deployment;
  const std::optional<Count> each = connections_per_instance(answer.settings, deployment);
  if (!each) return "  without limit\n";
  std::string sum;
  if (answer.settings.sqlalchemy) {
    sum = deployment.engines == 1
              ? fmt::format("{}", *answer.settings.sqlalchemy->capacity())
              : fmt::format("{} × {} engines", *answer.settings.sqlalchemy->capacity(), deployment.engines);
  }
  if (answer.settings.asyncpg)
    sum += fmt::format("{}{}", sum.empty() ? "" : " + ", answer.settings.asyncpg->max_size);
  const Count peak = deployment.peak_instances();
  const std::string instances = peak == 1 ? ""
                                : peak == deployment.instances
                                    ? fmt::format("{} instances × ", peak)
                                    : fmt::format("{} instances ({} of them while a rollout runs) × ", peak,
                                                  peak - deployment.instances);
  const std::string product = instances.empty() ? sum : fmt::format("{}({})", instances, sum);
  const std::string total = fmt::format("{}", *each * peak);
  std::string text = product == total ? total : fmt::format("{} = {}", product, total);
  text += " connections at most";
  if (answer.budget) {
    const ServerLimits& server = question.server.value();
    text += fmt::format(
        ", of the {} that the server can give ({} − {} reserved{})", answer.budget->available,
        server.max_connections, server.reserved,
        server.other_connections == 0 ? "" : fmt::format(" − {} of others", server.other_connections));
  } else {
    text += "; --max-connections compares that with the server";
  }
  return wrapped(text, "  ", 2);
}

/// What would change, where anything is set now.
std::string change_text(const Recommendation& answer, const RecommendationContext& context) {
  const auto now = variables(context.present, context.prefix);
  const std::map<std::string, std::string> before(now.begin(), now.end());
  Definitions changes;
  for (const auto& [name, value] : variables(answer.settings, context.prefix)) {
    const auto old = before.find(name);
    if (old == before.end()) continue;
    changes.add(name, old->second == value ? fmt::format("{}, as it is", value)
                                           : fmt::format("{} → {}", old->second, value));
  }
  return changes.text(44);
}

std::string findings_text(std::span<const Finding> findings) {
  std::string text;
  for (const Finding& finding : findings) {
    text += wrapped(fmt::format("{}: {} [{}]", to_string(finding.severity), finding.message, finding.rule),
                    "  ", 4);
    if (!finding.cure.empty()) text += wrapped(finding.cure, "    ", 4);
  }
  return text;
}

}  // namespace

std::string recommendation_text(const Recommendation& answer, const RecommendationContext& context) {
  const Question& question = context.question;
  std::string text;
  if (answer.budget && !answer.budget->fits()) text += no_fit_text(answer, question);
  text += to_env(answer.settings, context.prefix);

  text += heading(fmt::format("Why (bound by the {})", to_string(answer.bound_by)), context.color);
  text += why_text(answer);
  if (context.present != PoolSettings{})
    text += heading("Beside what is set now", context.color) + change_text(answer, context);

  if (question.workloads) {
    text += heading("What they will do", context.color);
    if (context.understood) text += wrapped(to_text(*context.understood), "  ", 4);
    text += prediction_table(answer.settings, answer.prediction, question.goal,
                             answer.smallest ? &*answer.smallest : nullptr);
    if (!answer.meets_goal)
      text += wrapped(fmt::format("This misses the goal: {}.", goal_text(question.goal)), "  ", 2);
    if (answer.settings.sqlalchemy && answer.settings.asyncpg) {
      text += wrapped(
          "Each pool is sized for the whole load, because a request may take either way; --pools and "
          "--asyncpg-rps say otherwise.",
          "  ", 2);
    }
  }
  text += heading("What they ask of the server", context.color) + server_text(answer, question);
  if (!context.findings.empty()) text += heading("Warnings", context.color) + findings_text(context.findings);
  return text;
}

}  // namespace poolsize::render
