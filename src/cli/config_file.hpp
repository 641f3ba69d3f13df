// poolsize.json as the flags understand it.
#pragma once

#include "sources/config.hpp"

#include <string>
#include <vector>

namespace poolsize::cli {

/// The sections of poolsize.json and their keys: the groups of flags that have one.
std::vector<sources::ConfigSection> config_sections();

/// Throws as read_text() and parse_config() do.
sources::Config read_config(const std::string& file);

}  // namespace poolsize::cli
