// The JSON Schemas of all that poolsize reads and writes as JSON: schemas/NAME.schema.json, built in.
#pragma once

#include <span>
#include <string_view>

namespace poolsize::render {

struct Schema {
  std::string_view topic;  ///< of `explain`: "schema check"
  std::string_view title;  ///< one line, no final dot
  std::string_view text;   ///< the file, byte for byte
};

/// By name.
std::span<const Schema> schemas();

}  // namespace poolsize::render
