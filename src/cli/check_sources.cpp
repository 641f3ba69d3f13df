#include "check_sources.hpp"

#include "sources/environment.hpp"
#include "sources/files.hpp"

#include <algorithm>

namespace poolsize::cli {

CheckedSources gather_sources(const Call& call) {
  std::vector<std::string> paths = call.arguments().words;
  std::ranges::copy(call.arguments().all("env-file"), std::back_inserter(paths));
  CheckedSources read;
  if (paths.empty())
    read.sources.push_back(
        {.name = "environment", .path = "", .variables = sources::variables_of(call.environment())});
  for (const std::string& path : paths) {
    const sources::EnvFile parsed = sources::read_env_file(path);
    const std::string name = sources::shown_name(path);
    read.files.push_back({.name = name, .path = path, .problems = parsed.problems});
    read.sources.push_back({.name = name, .path = path, .variables = sources::variables_of(parsed, name)});
  }
  return read;
}

}  // namespace poolsize::cli
