// A simulation as a person reads it.
#pragma once

#include "played.hpp"

#include <string>

namespace poolsize::render {

/// The whole answer of `simulate`: every figure with its interval beside the model's; of several settings a
/// line for each, and what is certain of their differences.
std::string simulation_text(const Played&);

}  // namespace poolsize::render
