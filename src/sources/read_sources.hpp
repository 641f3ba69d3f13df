// All sources of settings in the files of one call, each recognised by its kind.
#pragma once

#include "env_file.hpp"
#include "settings_source.hpp"
#include "source_kind.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

struct SourcePath {
  std::string path;                ///< "-": standard input
  std::optional<SourceKind> kind;  ///< nothing: by its name, else by its text
  /// Found in a folder and not named by anybody: it may be something else entirely, and is then passed over.
  bool found = false;
};

struct SourceFile {
  std::string name;  ///< as it is shown
  std::string path;
  SourceKind kind = SourceKind::env;
  std::string text;                  ///< of standard input, which cannot be read again; else empty
  std::vector<EnvProblem> problems;  ///< what in it is not understood
};

struct ReadSources {
  std::vector<SourceFile> files;        ///< those that were read, in the order of the paths
  std::vector<SettingsSource> sources;  ///< in the order of their files, then of their places
  std::vector<std::string> notes;       ///< what the user should know, for standard error
};

/// What references between the files say is put in place: ConfigMaps into containers, autoscalers onto
/// workloads, env files into the services that name them, which are read from beside the compose file. A file
/// whose text is not understood is a problem of that file; one that cannot be read throws
/// Error(Failure::access), unless it was found and is too long to be settings.
ReadSources read_sources(std::span<const SourcePath> paths, std::string_view prefix);

}  // namespace poolsize::sources
