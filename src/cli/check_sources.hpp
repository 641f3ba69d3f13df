// What `check` reads: the files that it was given, and the sources of settings that are in them.
#pragma once

#include "call.hpp"
#include "sources/env_file.hpp"

#include <poolsize/variable.hpp>

#include <string>
#include <vector>

namespace poolsize::cli {

/// A file that was read, whether it holds settings or not.
struct CheckedFile {
  std::string name;      ///< as it is shown
  std::string path;      ///< as it was given; "-" is standard input
  bool env_file = true;  ///< NAME=value lines, which can be changed in place
  /// What in it could not be understood at all.
  std::vector<sources::EnvProblem> problems;
};

/// Settings that one process runs with.
struct CheckedSource {
  std::string name;  ///< of its file, as it is shown, or "environment"
  std::string path;  ///< of its file; empty: the process environment
  std::vector<Variable> variables;
};

struct CheckedSources {
  std::vector<CheckedFile> files;
  std::vector<CheckedSource> sources;
};

/// The files given, or else the process environment.
CheckedSources gather_sources(const Call&);

}  // namespace poolsize::cli
