// What `check` reads: the files that it was given, and the sources of settings that are in them.
#pragma once

#include "call.hpp"
#include "sources/read_sources.hpp"

#include <string>
#include <vector>

namespace poolsize::cli {

/// Settings that one process runs with.
struct CheckedSource : sources::SettingsSource {
  std::string path;  ///< of its file; empty: the process environment
};

struct CheckedSources {
  std::vector<sources::SourceFile> files;
  std::vector<CheckedSource> sources;
};

/// The files given, those of the folders given with --recursive, or else the process environment.
CheckedSources gather_sources(const Call&);

/// Settings that were typed go before those of the source, those of poolsize.json behind them.
void add_stated_settings(CheckedSource&, const Call&);

}  // namespace poolsize::cli
