#include <poolsize/error.hpp>
#include <poolsize/settings.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace poolsize {
namespace {

/// No server takes more: max_connections ends at 262143, and the models at this.
constexpr Count most_connections = 1'000'000'000;

constexpr bool ids_unique() {
  for (const Setting& a : settings_table)
    for (const Setting& b : settings_table)
      if (&a != &b && (a.name == b.name || a.variable == b.variable || a.flag == b.flag)) return false;
  return true;
}
static_assert(ids_unique());

std::string shown(Duration time) { return fmt::format("{}", time.seconds); }
std::string shown(bool value) { return value ? "true" : "false"; }
std::string shown(Count value) { return fmt::format("{}", value); }

void read(Count& value, const Setting& setting, std::string_view text) {
  const Count parsed = parse_integer(text);
  const Count least = static_cast<Count>(setting.least);
  if (parsed < least || parsed > most_connections) {
    throw Error(Failure::input,
                fmt::format("{} is out of range; write {} to {}", quoted(text), least, most_connections));
  }
  value = parsed;
}

void read(Duration& value, const Setting& setting, std::string_view text) {
  const Duration parsed = parse_seconds(text);
  if (parsed.seconds < setting.least) {
    throw Error(Failure::input,
                fmt::format("{} is out of range; write at least {}", quoted(text), setting.least));
  }
  value = parsed;
}

/// The words that pydantic reads as a truth value (docs.pydantic.dev, "Standard Library Types", Booleans).
void read(bool& value, const Setting&, std::string_view text) {
  std::string word(text);
  std::erase_if(word, [](unsigned char c) { return std::isspace(c) != 0; });
  std::ranges::transform(word, word.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  constexpr std::array yes{"true", "1", "yes", "on", "t", "y"};
  constexpr std::array no{"false", "0", "no", "off", "f", "n"};
  const bool is_yes = std::ranges::find(yes, word) != yes.end();
  if (!is_yes && std::ranges::find(no, word) == no.end()) {
    throw Error(Failure::input,
                fmt::format("{} is neither true nor false; write true or false", quoted(text)));
  }
  value = is_yes;
}

/// The pool that holds a field, by the type of the pointer to it.
template <class Field>
auto& pool_of(auto& settings, Field SqlalchemySettings::*) {
  return settings.sqlalchemy;
}
template <class Field>
auto& pool_of(auto& settings, Field AsyncpgSettings::*) {
  return settings.asyncpg;
}

}  // namespace

std::string value_of(const Setting& setting, const PoolSettings& settings) {
  return std::visit([&](auto field) { return shown(pool_of(settings, field).value().*field); },
                    setting.field);
}

void assign(PoolSettings& settings, const Setting& setting, std::string_view text) {
  std::visit(
      [&](auto field) {
        auto& pool = pool_of(settings, field);
        auto changed = pool.value_or(typename std::decay_t<decltype(pool)>::value_type{});
        read(changed.*field, setting, text);
        pool = changed;
      },
      setting.field);
}

}  // namespace poolsize
