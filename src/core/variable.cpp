#include <poolsize/suggest.hpp>
#include <poolsize/variable.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <span>

namespace poolsize {
namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower);
  return result;
}

/// What other pools call a setting, too far from its name to be a slip of it.
struct Alias {
  std::string_view name;
  std::string_view variable;
};
constexpr std::array aliases{Alias{"OVERFLOW", "MAX_OVERFLOW"}, Alias{"POOL_OVERFLOW", "MAX_OVERFLOW"},
                             Alias{"POOL_MIN", "ASYNCPG_POOL_MIN_SIZE"},
                             Alias{"POOL_MAX", "ASYNCPG_POOL_MAX_SIZE"}};

/// Knobs of other pools that look like a slip of a setting and are none.
constexpr std::array<std::string_view, 2> other_knobs{"POOL_IDLE_TIMEOUT", "POOL_CONNECT_TIMEOUT"};

/// Prefixes that applications give to the settings of their database: behind another one, as in
/// REDIS_POOL_SIZE, the same word means another pool.
constexpr std::array<std::string_view, 6> database_prefixes{"DATABASE_", "DB_",         "PG_",
                                                            "POSTGRES_", "POSTGRESQL_", "SQLALCHEMY_"};

const Setting* setting_of(std::string_view variable) {
  const auto found = std::ranges::find_if(
      settings_table, [&](const Setting& setting) { return same_variable(setting.variable, variable); });
  return found == settings_table.end() ? nullptr : &*found;
}

/// How often each letter occurs in a text, and how many other characters there are but separators.
class Letters {
 public:
  constexpr Letters() = default;
  constexpr explicit Letters(std::string_view text) {
    for (const char c : text) {
      const char letter = lower(c);
      if (letter != '_' && letter != '-')
        ++counts_[letter >= 'a' && letter <= 'z' ? static_cast<std::size_t>(letter - 'a') : letters];
    }
  }

  constexpr Letters operator+(const Letters& other) const {
    Letters sum = *this;
    for (std::size_t i = 0; i < counts_.size(); ++i) sum.counts_[i] += other.counts_[i];
    return sum;
  }

  /// Whether a text of these letters can be near one of `other`, as slip_distance has it: two letters wrong
  /// at most, or whole words missing, or whole words too many. It saves nearly all of the alignments, which
  /// would take minutes in a large file.
  bool may_be_near(const Letters& other) const {
    int missing = 0;
    int surplus = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
      missing += std::max(0, other.counts_[i] - counts_[i]);
      surplus += std::max(0, counts_[i] - other.counts_[i]);
    }
    return missing == 0 || surplus == 0 || missing + surplus <= 4;
  }

 private:
  static constexpr std::size_t letters = 26;
  std::array<int, letters + 1> counts_{};
};

/// A way to write a setting.
struct Spelling {
  const Setting* setting;
  std::string_view text;
  Letters letters;
};

/// The variables of all settings, then the pools' own words for them, then the flags.
constexpr auto make_spellings() {
  std::array<Spelling, 3 * settings_table.size()> all{};
  std::size_t next = 0;
  for (const auto word : {&Setting::variable, &Setting::name, &Setting::flag})
    for (const Setting& setting : settings_table)
      all.at(next++) = {&setting, setting.*word, Letters(setting.*word)};
  return all;
}
constexpr auto spellings = make_spellings();

/// The setting of the spelling that `name` is nearest to, the first of equals; nullptr if all are too far.
const Setting* nearest(std::string_view name, std::string_view prefix, std::span<const Spelling> among) {
  const Letters typed(name);
  const Letters in_front(prefix);
  const Setting* best = nullptr;
  std::optional<int> least;
  for (const Spelling& spelling : among) {
    if (!typed.may_be_near(in_front + spelling.letters)) continue;
    const std::optional<int> far = slip_distance(name, std::string(prefix) + std::string(spelling.text));
    if (!far || (least && *least <= *far)) continue;
    least = far;
    best = spelling.setting;
  }
  return best;
}

/// The setting meant by `name`, what stands behind the prefix.
const Setting* meant_behind_prefix(std::string_view name) {
  const auto same = [&](std::string_view other) { return same_variable(name, other); };
  if (std::ranges::any_of(other_knobs, same)) return nullptr;
  if (const auto alias = std::ranges::find_if(aliases, same, &Alias::name); alias != aliases.end()) {
    return setting_of(alias->variable);
  }
  return nearest(name, "", spellings);
}

const Setting* behind_another_prefix(std::string_view name) {
  for (const std::string_view prefix : database_prefixes) {
    const Setting* setting = has_prefix(name, prefix) ? setting_of(name.substr(prefix.size())) : nullptr;
    if (setting != nullptr) return setting;
  }
  return nullptr;
}

}  // namespace

bool same_variable(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::vector<const Variable*> effective(std::span<const Variable> variables) {
  std::set<std::string> seen;
  std::vector<const Variable*> last;
  for (std::size_t i = variables.size(); i-- > 0;) {
    const Variable& variable = variables[i];
    if (seen.insert(lowered(variable.name)).second) last.push_back(&variable);
  }
  std::ranges::reverse(last);
  return last;
}

bool has_prefix(std::string_view name, std::string_view prefix) {
  return name.size() >= prefix.size() && same_variable(name.substr(0, prefix.size()), prefix);
}

std::string variable_name(const Setting& setting, std::string_view prefix) {
  const std::string name = std::string(prefix) + std::string(setting.variable);
  return !prefix.empty() && prefix == lowered(prefix) ? lowered(name) : name;
}

const Setting* find_setting(std::string_view name, std::string_view prefix) {
  return has_prefix(name, prefix) ? setting_of(name.substr(prefix.size())) : nullptr;
}

const Setting* find_setting(const Variable& variable, std::string_view prefix) {
  return variable.setting != nullptr ? variable.setting : find_setting(variable.name, prefix);
}

const Setting* nearly_setting(std::string_view name, std::string_view prefix) {
  if (find_setting(name, prefix) != nullptr) return nullptr;
  const Setting* meant = has_prefix(name, prefix)
                             ? meant_behind_prefix(name.substr(prefix.size()))
                             : nearest(name, prefix, std::span(spellings).first(settings_table.size()));
  return meant != nullptr ? meant : behind_another_prefix(name);
}

bool names_database(std::string_view name, std::string_view prefix) {
  if (prefix.empty()) prefix = default_env_prefix;
  if (!has_prefix(name, prefix)) return false;
  const std::string_view rest = name.substr(prefix.size());
  return same_variable(rest, "URL") || (rest.size() > 4 && has_prefix(rest.substr(rest.size() - 4), "_URL"));
}

}  // namespace poolsize
