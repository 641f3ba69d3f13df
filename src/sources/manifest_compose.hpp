// docker compose files: the services with their variables, replicas and workers.
#pragma once

#include "settings_source.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

/// Whether the document is a compose file: a map of services that are built or have an image.
bool is_compose(const Node& document);

/// The variables of an env file that a service names by `path`; nothing if it cannot be read.
using ReadEnvFile = std::function<std::optional<std::vector<Variable>>(const std::string& path)>;

/// The services that say something of pools, in their order. Requires: is_compose(document).
std::vector<SettingsSource> compose_sources(const Node& document, const std::string& file,
                                            std::string_view prefix, const ReadEnvFile& read_env_file);

}  // namespace poolsize::sources
