// What YAML, JSON and TOML have in common: values with names, in lists and maps, each with its place.
#pragma once

#include <poolsize/location.hpp>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

/// Line and column as in Location; the file is that of the whole document.
struct Place {
  int line = 0;
  int column = 0;
};

struct Node {
  enum class Kind : std::uint8_t { null, scalar, list, map };

  std::string name;  ///< of an entry of a map
  Place name_at;
  Kind kind = Kind::null;
  std::string text;  ///< of a scalar, without quotes and escapes
  Place at;
  std::vector<Node> items;  ///< of a list or a map, in their order

  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_list() const { return kind == Kind::list; }
  bool is_map() const { return kind == Kind::map; }

  /// The entry of a map, the last one if there are several; nullptr if there is none or this is no map.
  const Node* find(std::string_view entry) const;
  /// The entry of the entry of …; nullptr if one of them is missing.
  const Node* find(std::initializer_list<std::string_view> path) const;
  /// The text of an entry that is a scalar, or empty.
  std::string_view text_of(std::string_view entry) const;
};

Location location(std::string_view file, Place place);

}  // namespace poolsize::sources
