// JSON as nodes, for the settings and manifests that are kept in it.
#pragma once

#include "json.hpp"
#include "node.hpp"

namespace poolsize::sources {

/// Throws as parse_json() does.
Node parse_json_nodes(std::string_view text, std::string_view file);

}  // namespace poolsize::sources
