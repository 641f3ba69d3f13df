#include "gather.hpp"
#include "sources/env_file.hpp"
#include "sources/environment.hpp"

#include <poolsize/suggest.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

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

/// `given` as a variable of the name that it was given by. Throws for a value that the pool would refuse.
Variable stated_setting(const Setting& setting, const Given& given) {
  return {.name = given.origin,
          .value = Inputs::parsed(given,
                                  [&](std::string_view text) {
                                    std::string value = std::visit(
                                        [&](auto field) { return as_variable(field, text); }, setting.field);
                                    PoolSettings tried;
                                    assign(tried, setting, value);
                                    return value;
                                  }),
          .name_at = given.where,
          .value_at = given.where,
          .setting = &setting};
}

}  // namespace

std::vector<Variable> gather_variables(const Call& call) {
  const std::string* file = call.arguments().find("env-file");
  return file == nullptr ? sources::variables_of(call.environment()) : env_file_variables(call, *file);
}

std::vector<Variable> env_file_variables(const Call& call, const std::string& file) {
  call.trace(fmt::format("reading settings from {}, not from the environment", file));
  const sources::EnvFile read = sources::read_env_file(file);
  if (!read.problems.empty())
    throw Error(Failure::input, read.problems.front().message, read.problems.front().where);
  return sources::variables_of(read, file);
}

std::vector<Variable> gather_stated_settings(const Call& call, bool typed) {
  const Inputs inputs = call.inputs();
  std::vector<Variable> stated;
  if (!call.command().has(Group::settings)) return stated;
  for (const Setting& setting : settings_table) {
    if (inputs.typed(setting.flag) != typed) continue;
    if (const auto given = inputs.find(setting.flag)) stated.push_back(stated_setting(setting, *given));
  }
  return stated;
}

GivenSettings gather_settings(const Call& call) { return gather_settings(call, gather_variables(call)); }

GivenSettings gather_settings(const Call& call, const std::vector<Variable>& variables) {
  GivenSettings given;
  const auto assign_stated = [&](bool typed) {
    for (const Variable& stated : gather_stated_settings(call, typed))
      assign(given.settings, *stated.setting, stated.value);
  };

  const std::string prefix = call.env_prefix();
  assign_stated(false);  // poolsize.json
  for (const Variable& variable : sources::assign_present(given.settings, variables, prefix)) {
    const std::string file = to_string(variable.name_at);
    call.trace(fmt::format("{} comes from {}", variable.name, file.empty() ? "the environment" : file));
  }
  assign_stated(true);
  given.engines = sources::engines_in(variables, prefix);
  return given;
}

PoolSettings with_defaults(const PoolSettings& given, Pools pools) {
  PoolSettings settings;
  if (pools != Pools::asyncpg) settings.sqlalchemy = given.sqlalchemy.value_or(SqlalchemySettings{});
  if (pools != Pools::sqlalchemy) settings.asyncpg = given.asyncpg.value_or(AsyncpgSettings{});
  return settings;
}

void assign_pairs(PoolSettings& settings, std::string_view pairs) {
  while (true) {
    const std::size_t comma = std::min(pairs.find(','), pairs.size());
    const std::string_view pair = pairs.substr(0, comma);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) {
      refuse(fmt::format("{} is no setting; write name=value, such as pool_size=10,max_overflow=20",
                         quoted(pair)));
    }
    const std::string_view name = pair.substr(0, equals);
    const auto* const setting = std::ranges::find(settings_table, name, &Setting::name);
    if (setting == settings_table.end()) {
      std::array<std::string_view, settings_table.size()> names;
      std::ranges::transform(settings_table, names.begin(), &Setting::name);
      const auto nearest = closest(name, names);
      refuse(fmt::format("{} is no setting; {}", quoted(name),
                         nearest ? fmt::format("did you mean {}?", *nearest)
                                 : fmt::format("write one of {}", fmt::join(names, ", "))));
    }
    const Given given{std::string(pair.substr(equals + 1)), std::string(name), {}};
    assign(settings, *setting, stated_setting(*setting, given).value);
    if (comma == pairs.size()) return;
    pairs.remove_prefix(comma + 1);
  }
}

}  // namespace poolsize::cli
