#include "python_sources.hpp"

#include "python_calls.hpp"
#include "settings_map.hpp"

#include <poolsize/database_url.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace poolsize::sources {
namespace {

const PythonArgument* find_argument(const PythonCall& call, std::string_view name) {
  const auto found =
      std::ranges::find(call.arguments.rbegin(), call.arguments.rend(), name, &PythonArgument::name);
  return found == call.arguments.rend() ? nullptr : &*found;
}

bool makes_asyncpg_pool(const PythonCall& call, std::string_view text) {
  if (call.function != "create_pool") return false;
  return call.module == "asyncpg" || (call.module.empty() && text.find("asyncpg") != std::string_view::npos);
}

/// SQLite, MySQL and the like have pools of other people; a poolclass other than a queue has no sizes.
bool makes_queue_pool(const PythonCall& call) {
  if (call.function == "create_pool") return false;
  const auto url = parse_database_url(call.url);
  if (url && !url->postgresql()) return false;
  const PythonArgument* pool = find_argument(call, "poolclass");
  return pool == nullptr || pool->symbol.empty() || pool->symbol.ends_with("QueuePool") ||
         !pool->symbol.ends_with("Pool");
}

/// What the libraries do where the call says nothing (sqlalchemy/engine/create.py and pool/impl.py;
/// asyncpg/pool.py).
PoolSettings library_defaults() {
  return {.sqlalchemy = SqlalchemySettings{.pre_ping = false}, .asyncpg = AsyncpgSettings{.min_size = 10}};
}

SettingsSource source_of(const PythonCall& call, PoolKind kind, const std::string& file) {
  SettingsSource source{.file = file,
                        .part = "",
                        .where = location(file, call.at),
                        .application = fmt::format("{}:{}:{}", file, call.at.line, call.at.column),
                        .variables = {},
                        .partial = call.more,
                        .own_words = true,
                        .python = true,
                        .defaults = library_defaults()};
  source.pools = kind == PoolKind::sqlalchemy ? Pools::sqlalchemy : Pools::asyncpg;
  for (const Setting& setting : settings_table) {
    const PythonArgument* argument = find_argument(call, setting.name);
    if (setting.pool() != kind || argument == nullptr) continue;
    source.variables.push_back({.name = argument->name,
                                .value = argument->value,
                                .name_at = location(file, argument->name_at),
                                .value_at = location(file, argument->value_at),
                                .setting = &setting,
                                .known = argument->literal});
  }
  std::ranges::sort(source.variables, {}, &Variable::name_at);
  return source;
}

}  // namespace

std::vector<SettingsSource> python_sources(std::string_view text, const std::string& file) {
  std::vector<SettingsSource> sources;
  for (const PythonCall& call : parse_python_calls(text, file)) {
    if (call.function == "dict") {
      SettingsSource source = source_of(call, PoolKind::sqlalchemy, file);
      if (are_pool_settings(source.variables, call.module) && makes_queue_pool(call))
        sources.push_back(std::move(source));
      continue;
    }
    if (makes_asyncpg_pool(call, text)) sources.push_back(source_of(call, PoolKind::asyncpg, file));
    if (makes_queue_pool(call)) sources.push_back(source_of(call, PoolKind::sqlalchemy, file));
  }
  return sources;
}

}  // namespace poolsize::sources
