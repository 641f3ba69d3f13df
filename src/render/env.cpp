#include "env.hpp"

#include <fmt/format.h>

namespace poolsize::render {
namespace {

bool has(const PoolSettings& settings, PoolKind pool) {
  return pool == PoolKind::sqlalchemy ? settings.sqlalchemy.has_value() : settings.asyncpg.has_value();
}

/// Keyword arguments of one pool, one a line.
std::string keywords(const PoolSettings& settings, PoolKind pool) {
  std::string text;
  for (const Setting& setting : settings_table) {
    if (setting.pool() != pool) continue;
    std::string value = value_of(setting, settings);
    if (value == "true") value = "True";
    if (value == "false") value = "False";
    text += fmt::format("    {}={},\n", setting.name, value);
  }
  return text;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> variables(const PoolSettings& settings,
                                                           std::string_view prefix) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const Setting& setting : settings_table) {
    if (!has(settings, setting.pool())) continue;
    pairs.emplace_back(fmt::format("{}{}", prefix, setting.variable), value_of(setting, settings));
  }
  return pairs;
}

std::string to_env(const PoolSettings& settings, std::string_view prefix) {
  std::string text;
  for (const auto& [name, value] : variables(settings, prefix)) text += fmt::format("{}={}\n", name, value);
  return text;
}

std::string to_yaml(const PoolSettings& settings, std::string_view prefix) {
  std::string text;
  // Quoted: Kubernetes takes only strings here, and YAML would read 15 as a number and true as a truth value.
  for (const auto& [name, value] : variables(settings, prefix))
    text += fmt::format("- name: {}\n  value: \"{}\"\n", name, value);
  return text;
}

std::string to_python(const PoolSettings& settings) {
  std::string text;
  if (settings.sqlalchemy) {
    text += fmt::format("engine = create_async_engine(\n    database_url,\n{})\n",
                        keywords(settings, PoolKind::sqlalchemy));
  }
  if (settings.asyncpg) {
    text += fmt::format("pool = await asyncpg.create_pool(\n    database_url,\n{})\n",
                        keywords(settings, PoolKind::asyncpg));
  }
  return text;
}

}  // namespace poolsize::render
