// Settings in the words of whoever reads them.
#pragma once

#include <poolsize/settings.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace poolsize::render {

/// Name and value of each variable, in the order of the settings table.
std::vector<std::pair<std::string, std::string>> variables(const PoolSettings&, std::string_view prefix);

/// NAME=value lines for an env file.
std::string to_env(const PoolSettings&, std::string_view prefix);
/// The env list of a Kubernetes container.
std::string to_yaml(const PoolSettings&, std::string_view prefix);
/// The calls of create_async_engine and asyncpg.create_pool.
std::string to_python(const PoolSettings&);

}  // namespace poolsize::render
