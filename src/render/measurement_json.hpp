// A measured workload as JSON (poolsize.workload/v1), as --workload reads it.
#pragma once

#include "measured.hpp"

#include <string>

namespace poolsize::render {

/// Gaps that cannot be told from those of a Poisson process have the scv 1, what was measured then lies in
/// "ci95". What was not measured is left out.
std::string workload_json(const Measured&);

}  // namespace poolsize::render
