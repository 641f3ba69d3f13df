// What was recorded of a workload, read and measured.
#pragma once

#include "call.hpp"
#include "render/measured.hpp"

namespace poolsize::cli {

/// Of the one recording that is given. Ends early with what is known when an Interrupt asks for it. Throws
/// Error as the readers do, and Error(Failure::input) where nothing is given, or what was read is no
/// workload.
render::Measured gather_measurement(const Call&);

}  // namespace poolsize::cli
