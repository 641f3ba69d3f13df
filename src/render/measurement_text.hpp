// What was measured, for people.
#pragma once

#include "measured.hpp"

#include <string>

namespace poolsize::render {

std::string measurement_text(const Measured&);

}  // namespace poolsize::render
