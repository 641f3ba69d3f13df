#include "environment.hpp"

#include <poolsize/database_url.hpp>
#include <poolsize/error.hpp>
#include <poolsize/redact.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace poolsize::sources {
namespace {

Variable variable_of(const EnvEntry& entry, std::string_view file) {
  Variable variable{.name = entry.name,
                    .value = entry.value,
                    .name_at = {std::string(file), entry.line, entry.name_column},
                    .value_at = {std::string(file), entry.line, entry.value_column}};
  for (const IgnoredRule& ignored : entry.ignored) variable.ignored.push_back(ignored.rule);
  return variable;
}

}  // namespace

std::vector<Variable> variables_of(std::span<const std::pair<std::string, std::string>> environment) {
  std::vector<Variable> variables;
  for (const auto& [name, value] : environment) variables.push_back({.name = name, .value = value});
  return variables;
}

std::vector<Variable> variables_of(const EnvFile& file, std::string_view file_name) {
  std::vector<Variable> variables;
  for (const EnvEntry& entry : file.entries) variables.push_back(variable_of(entry, file_name));
  return variables;
}

std::vector<Variable> assign_present(PoolSettings& settings, std::span<const Variable> variables,
                                     std::string_view prefix) {
  std::vector<Variable> assigned;
  for (const Variable* variable : effective(variables)) {
    const Setting* setting = find_setting(*variable, prefix);
    if (setting == nullptr || !variable->known) continue;
    try {
      assign(settings, *setting, variable->value);
    } catch (const Error& error) {
      throw Error(error.failure(), fmt::format("{} {}", printable(variable->name), error.what()),
                  variable->value_at);
    }
    assigned.push_back(*variable);
  }
  return assigned;
}

Count engines_in(std::span<const Variable> variables, std::string_view prefix) {
  const auto pooled = [&](const Variable* variable) {
    if (!names_database(variable->name, prefix)) return false;
    if (!variable->known) return true;
    const std::optional<DatabaseUrl> url = parse_database_url(variable->value);
    return url && url->postgresql() && !url->test;
  };
  return std::max<Count>(1, std::ranges::count_if(effective(variables), pooled));
}

std::vector<EnvProblem> unknown_ignores(const EnvFile& file) {
  std::vector<EnvProblem> problems;
  for (const EnvEntry& entry : file.entries)
    for (const IgnoredRule& ignored : entry.ignored)
      if (auto complaint = unknown_rule(ignored.rule))
        problems.push_back({ignored.where, *std::move(complaint)});
  return problems;
}

}  // namespace poolsize::sources
