// Pools that Python code makes, as sources of settings.
#pragma once

#include "settings_source.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

/// One for each call that makes a pool of ours: engines with a pool for PostgreSQL as far as can be seen, and
/// asyncpg's pools. Their defaults are those of the libraries. Throws as parse_python_calls() does.
std::vector<SettingsSource> python_sources(std::string_view text, const std::string& file);

}  // namespace poolsize::sources
