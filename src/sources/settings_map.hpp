// Settings in a map of any other document: a chart's values, a TOML or JSON file, a workflow.
#pragma once

#include "settings_source.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

/// Every map, and every list of names with values, that holds environment variables of ours, and every map
/// that calls settings by the pools' own words, in their order; the part is the path to it: "api.env". A map
/// called pool_size alone may belong to some other pool, unless its path speaks of a database. What stands
/// beside a map or above it, replicas and an autoscaler's limit as charts have them, is its deployment.
std::vector<SettingsSource> settings_maps(const Node& document, const std::string& file,
                                          std::string_view prefix);

/// Whether the words of one map, `setting` of each known, are those of a pool of ours; `path` leads to it.
bool are_pool_settings(std::span<const Variable> variables, std::string_view path);

}  // namespace poolsize::sources
