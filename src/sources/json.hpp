// JSON (RFC 8259) whose every name and value knows its place in the text, so that a complaint can point at
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

/// The longest JSON text that is read, in bytes: a month of rates, minute by minute, takes 2 MiB.
inline constexpr std::size_t largest_json = std::size_t{4} << 20;

struct Json {
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

  std::string name;         ///< of a member of an object
  std::size_t name_at = 0;  ///< where the name begins in the text, in bytes
  Kind kind = Kind::null;
  std::string
      text;  ///< what a string means, a number in the fewest digits that give it back, "true", "false"
  std::size_t at = 0;
  std::vector<Json> items;  ///< of an array or an object, in their order
};

/// Our documents need four levels; what goes deeper is something else, or an attack on the stack.
inline constexpr std::size_t most_json_levels = 16;

/// Throws Error(Failure::input) that names the place in `file` and the cure: for a text that is not JSON in
/// UTF-8, for a name that an object has twice, and for what is deeper or longer than any document of ours. It
/// quotes nothing but names: nobody knows what is in a text that is not understood. A byte order mark in
/// front does not count.
Json parse_json(std::string_view text, std::string_view file, std::size_t most_levels = most_json_levels);

}  // namespace poolsize::sources
