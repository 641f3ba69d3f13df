#include "check_sources.hpp"

#include "gather.hpp"
#include "sources/environment.hpp"
#include "sources/files.hpp"
#include "sources/walk.hpp"
#include "sources/worker_count.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>

namespace poolsize::cli {
namespace {

void add_path(const std::string& path, bool recursive, std::vector<sources::SourcePath>& paths) {
  if (!sources::is_folder(path)) {
    paths.push_back({.path = path, .kind = {}});
    return;
  }
  if (!recursive)
    throw Error(Failure::access,
                fmt::format("cannot read {}: it is a folder; add --recursive to check the files in it",
                            quoted(sources::shown_name(path))));
  for (std::string& file : sources::files_below(path))
    paths.push_back({.path = std::move(file), .kind = {}, .found = true});
}

std::vector<sources::SourcePath> paths_of(const Arguments& arguments) {
  const bool recursive = arguments.has("recursive");
  std::vector<sources::SourcePath> paths;
  for (const std::string& path : arguments.words) add_path(path, recursive, paths);
  for (const std::string& path : arguments.all("env-file"))
    paths.push_back({.path = path, .kind = sources::SourceKind::env});
  if (recursive && arguments.words.empty()) add_path(".", recursive, paths);
  return paths;
}

CheckedSource environment_of(const Call& call) {
  CheckedSource source;
  source.file = "environment";
  source.variables = sources::variables_of(call.environment());
  source.deployment.workers = sources::worker_count({}, source.variables);
  if (!sources::concern_pools(source.variables, call.env_prefix()) &&
      gather_stated_settings(call, true).empty()) {
    call.note(
        "nothing in the environment is a setting of a pool, so the defaults are judged; name files to check "
        "them, or add --recursive for those of this folder");
  }
  return source;
}

bool sets(const std::vector<Variable>& variables, const Setting& setting, std::string_view prefix) {
  return std::ranges::any_of(variables,
                             [&](const Variable& each) { return find_setting(each, prefix) == &setting; });
}

}  // namespace

CheckedSources gather_sources(const Call& call) {
  const std::vector<sources::SourcePath> paths = paths_of(call.arguments());
  const bool any = !call.arguments().words.empty() || !paths.empty();
  CheckedSources gathered;
  if (!any) gathered.sources.push_back(environment_of(call));
  sources::ReadSources read = sources::read_sources(paths, call.env_prefix());
  for (const std::string& note : read.notes) call.note(note);
  gathered.files = std::move(read.files);
  for (sources::SettingsSource& source : read.sources) {
    const std::size_t order = source.order;
    gathered.sources.push_back({std::move(source), gathered.files.at(order).path});
  }
  return gathered;
}

void add_stated_settings(CheckedSource& source, const Call& call) {
  const std::string prefix = call.env_prefix();
  for (Variable& typed : gather_stated_settings(call, true)) {
    std::erase_if(source.variables,
                  [&](const Variable& each) { return find_setting(each, prefix) == typed.setting; });
    source.variables.push_back(std::move(typed));
  }
  for (Variable& stated : gather_stated_settings(call, false))
    if (!sets(source.variables, *stated.setting, prefix)) source.variables.push_back(std::move(stated));
}

}  // namespace poolsize::cli
