#include "gather_simulation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace poolsize::cli {
namespace {

/// The pools of `all`, with what `own` says of them.
PoolSettings for_pools_of(const PoolSettings& all, const PoolSettings& own) {
  PoolSettings settings;
  if (all.sqlalchemy) settings.sqlalchemy = own.sqlalchemy.value_or(SqlalchemySettings{});
  if (all.asyncpg) settings.asyncpg = own.asyncpg.value_or(AsyncpgSettings{});
  return settings;
}

void add_missing(PoolSettings& settings, const PoolSettings& other) {
  if (!settings.sqlalchemy) settings.sqlalchemy = other.sqlalchemy;
  if (!settings.asyncpg) settings.asyncpg = other.asyncpg;
}

/// `settings` changed by what --settings says.
PoolSettings settings_of(const std::string& text, PoolSettings settings) {
  Inputs::parsed(Given{text, "--settings", {}}, [&](std::string_view typed) {
    assign_pairs(settings, typed);
    return true;
  });
  return settings;
}

struct Range {
  Count low = 1;
  Count high = 1;
  Count step = 1;
};

/// 1, 2, 5, 10, 20, … so that there are at most two dozen steps.
Count step_for(Count span) {
  constexpr Count most_steps = 24;
  Count step = 1;
  for (int i = 0; span / step > most_steps; ++i) step = i % 3 == 1 ? step * 5 / 2 : step * 2;
  return step;
}

/// "5..60" or "5..60/5"
Range parse_range(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos)
    refuse(
        fmt::format("{} is no range; write the least and the most connections, such as 5..60", quoted(text)));
  const std::string_view rest = text.substr(dots + 2);
  const std::size_t slash = rest.find('/');
  Range range{.low = parse_count(text.substr(0, dots)), .high = parse_count(rest.substr(0, slash))};
  if (range.low < 1 || range.high < range.low)
    refuse(fmt::format("{} does not ascend from 1 or more; write such as 5..60", quoted(text)));
  range.step = slash == std::string_view::npos ? step_for(range.high - range.low)
                                               : parse_count(rest.substr(slash + 1));
  constexpr Count most_steps = 1000;
  if (range.step < 1 || (range.high - range.low) / range.step > most_steps)
    refuse(fmt::format("{} has no steps of 1 or more, or above {} of them; write such as 5..60/5",
                       quoted(text), most_steps));
  return range;
}

/// The settings with another capacity; pool_size keeps its share of it.
PoolSettings with_capacity(PoolSettings settings, Count capacity) {
  if (settings.sqlalchemy) {
    SqlalchemySettings& pool = *settings.sqlalchemy;
    const double share =
        pool.unlimited() ? 1 : static_cast<double>(pool.pool_size) / static_cast<double>(*pool.capacity());
    pool.pool_size = std::clamp<Count>(std::llround(share * static_cast<double>(capacity)), 1, capacity);
    pool.max_overflow = capacity - pool.pool_size;
  }
  if (settings.asyncpg) {
    settings.asyncpg->max_size = capacity;
    settings.asyncpg->min_size = std::min(settings.asyncpg->min_size, capacity);
  }
  return settings;
}

std::vector<Variant> swept(const Range& range, const PoolSettings& given) {
  std::vector<Variant> variants;
  for (Count capacity = range.low; capacity <= range.high; capacity += range.step)
    variants.push_back({fmt::format("{}", capacity), with_capacity(given, capacity)});
  return variants;
}

}  // namespace

GivenSettings with_compared(const Call& call, GivenSettings given) {
  for (const std::string& text : call.arguments().all("settings"))
    add_missing(given.settings, settings_of(text, given.settings));
  for (const std::string& file : call.arguments().words)
    add_missing(given.settings, gather_settings(call, env_file_variables(call, file)).settings);
  return given;
}

std::vector<Variant> gather_variants(const Call& call, const PoolSettings& given) {
  const std::vector<std::string> pairs = call.arguments().all("settings");
  const std::vector<std::string>& files = call.arguments().words;
  if (const auto range = call.inputs().read("sweep", parse_range)) {
    if (!pairs.empty() || !files.empty())
      refuse("--sweep makes its own settings; leave --settings and files out");
    return swept(*range, given);
  }
  std::vector<Variant> variants;
  if (pairs.size() + files.size() < 2) variants.push_back({"as given", given});
  for (const std::string& file : files)
    variants.push_back(
        {file, for_pools_of(given, gather_settings(call, env_file_variables(call, file)).settings)});
  for (const std::string& text : pairs) {
    variants.push_back({text, for_pools_of(given, settings_of(text, given))});
  }
  return variants;
}

}  // namespace poolsize::cli
