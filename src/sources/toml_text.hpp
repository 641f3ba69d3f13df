// TOML, for the settings that are kept in it.
#pragma once

#include "node.hpp"

#include <cstddef>
#include <string_view>

namespace poolsize::sources {

/// The longest TOML text that is read, in bytes: a settings file has some hundred lines, a lock file of a
/// large project reaches 1 MiB.
inline constexpr std::size_t largest_toml = std::size_t{4} << 20;

/// The whole document, a map. Throws Error(Failure::input), with the place and the cure, for a text that is
/// not TOML in UTF-8 or is too long.
Node parse_toml(std::string_view text, std::string_view file);

}  // namespace poolsize::sources
