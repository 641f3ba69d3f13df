#include "gather.hpp"
#include "sources/env_file.hpp"
#include "sources/environment.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace poolsize::cli {
namespace {

// What a flag says, as its variable would: counts in digits, durations in seconds without a unit.
template <class Pool>
std::string as_variable(Count Pool::*, std::string_view text) {
  return text.starts_with('-') ? std::string(text) : fmt::format("{}", parse_count(text));
}
template <class Pool>
std::string as_variable(Duration Pool::*, std::string_view text) {
  return fmt::format("{}", parse_duration(text).seconds);
}
template <class Pool>
std::string as_variable(bool Pool::*, std::string_view text) {
  return std::string(text);
}

void assign_given(PoolSettings& settings, const Setting& setting, const Given& given) {
  Inputs::parsed(given, [&](std::string_view text) {
    assign(settings, setting,
           std::visit([&](auto field) { return as_variable(field, text); }, setting.field));
    return true;
  });
}

}  // namespace

std::vector<Variable> gather_variables(const Call& call) {
  const std::string* file = call.arguments().find("env-file");
  if (file == nullptr) return sources::variables_of(call.environment());
  call.trace(fmt::format("reading settings from {}, not from the environment", *file));
  const sources::EnvFile read = sources::read_env_file(*file);
  if (!read.problems.empty())
    throw Error(Failure::input, read.problems.front().message, read.problems.front().where);
  return sources::variables_of(read, *file);
}

GivenSettings gather_settings(const Call& call) {
  const Inputs inputs = call.inputs();
  const bool takes_settings = call.command().has(Group::settings);
  GivenSettings given;
  const auto assign_from = [&](bool typed) {
    for (const Setting& setting : settings_table) {
      if (!takes_settings || call.arguments().has(setting.flag) != typed) continue;
      if (const auto value = inputs.find(setting.flag)) assign_given(given.settings, setting, *value);
    }
  };

  const std::vector<Variable> variables = gather_variables(call);
  const std::string prefix = call.env_prefix();
  assign_from(false);  // poolsize.json
  for (const Variable& variable : sources::assign_present(given.settings, variables, prefix)) {
    const std::string file = to_string(variable.name_at);
    call.trace(fmt::format("{} comes from {}", variable.name, file.empty() ? "the environment" : file));
  }
  assign_from(true);
  given.engines = sources::engines_in(variables, prefix);
  return given;
}

}  // namespace poolsize::cli
