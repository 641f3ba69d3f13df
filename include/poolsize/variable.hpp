// The variables of an application, and which of them say something about its pools and databases. Case does
// not count in their names, as it does not for the application that reads them (pydantic-settings,
// case_sensitive).
#pragma once

#include <poolsize/location.hpp>
#include <poolsize/settings.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize {

/// A name and a value, as an env file, the environment, a manifest or a call has them.
struct Variable {
  std::string name;
  std::string value;
  Location name_at;
  Location value_at;
  std::vector<std::string> ignored;  ///< rule ids of a `# poolsize: ignore[…]` on its line
  /// What it sets, where that does not follow from its name: a keyword argument is called by the pool's own
  /// word.
  const Setting* setting = nullptr;
  /// Whether the value is written down. One that comes from a secret, or is computed, is known only where the
  /// application runs; `value` is then empty.
  bool known = true;
  /// Where a value that is not known is kept, or how it is put together: the same text for the same value.
  /// Empty where that cannot be told. Never shown, for a part of it may be a secret.
  std::string origin{};
};

/// Whether both are names of one variable.
bool same_variable(std::string_view a, std::string_view b);

/// The variables that count, in their order: the last one of each name.
std::vector<const Variable*> effective(std::span<const Variable>);

/// Whether `name` begins with `prefix`.
bool has_prefix(std::string_view name, std::string_view prefix);

/// "DATABASE_POOL_SIZE"; in lower case where the prefix is.
std::string variable_name(const Setting&, std::string_view prefix);

/// The setting that `name` sets; nullptr if none.
const Setting* find_setting(std::string_view name, std::string_view prefix);

/// The setting that `variable` sets; nullptr if none.
const Setting* find_setting(const Variable& variable, std::string_view prefix);

/// The setting that `name` was probably meant to set; nullptr if it does set one, or is far from all. Near is
/// a slip of the variable, of the pool's own word for it or of the flag (suggest.hpp); another pool's word
/// for it; a slip in the prefix, a forgotten prefix, or another prefix of databases, such as DB_.
const Setting* nearly_setting(std::string_view name, std::string_view prefix);

/// Whether `name` is that of a database URL: DATABASE_URL, DATABASE_NPC_URL, any DATABASE_*_URL. An empty
/// prefix would make every *_URL one of them; then the usual prefix counts.
bool names_database(std::string_view name, std::string_view prefix);

}  // namespace poolsize
