// YAML as manifests are written in it: a stream of documents, with anchors, aliases and merge keys.
#pragma once

#include "node.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace poolsize::sources {

/// The longest YAML text that is read, in bytes: what `helm template` makes of a large chart, with its
/// resource definitions, takes a few.
inline constexpr std::size_t largest_yaml = std::size_t{16} << 20;
/// Values of one file, those that aliases repeat counted as often as they do: a bomb of aliases has billions.
inline constexpr std::size_t most_yaml_values = std::size_t{1} << 20;
/// Lists and maps in each other. Resource definitions of Kubernetes reach some forty.
inline constexpr std::size_t most_yaml_levels = 200;

/// The documents in their order; those that hold nothing are left out. Throws Error(Failure::input), with the
/// place and the cure, for a text that is not YAML in UTF-8 or is beyond the limits.
std::vector<Node> parse_yaml(std::string_view text, std::string_view file);

}  // namespace poolsize::sources
