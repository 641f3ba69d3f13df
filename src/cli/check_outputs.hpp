// Where `check` writes what it found: `--format sarif=out.sarif --format text`.
#pragma once

#include "call.hpp"
#include "render/report.hpp"

#include <string>
#include <vector>

namespace poolsize::cli {

struct CheckOutput {
  std::string format;
  std::string file;  ///< empty: standard output, or the file of --output
};

/// Text where nothing is asked for. Throws Error(Failure::input) for an unknown format, for two outputs to
/// one place, and for a file without a name.
std::vector<CheckOutput> outputs_of(const Call&);

/// Throws Error(Failure::access) for what cannot be written.
void show(const Call&, const std::vector<CheckOutput>&, const render::Report&);

}  // namespace poolsize::cli
