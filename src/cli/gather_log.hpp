// The workload that the logs of a PostgreSQL server tell of.
#pragma once

#include "call.hpp"
#include "render/measured.hpp"

#include <string>
#include <vector>

namespace poolsize::cli {

/// Throws Error as the readers do, and Error(Failure::input) for logs without what is measured, with what to
/// set so that the next have it.
render::Measured gather_log(const Call&, const std::vector<std::string>& files);

}  // namespace poolsize::cli
