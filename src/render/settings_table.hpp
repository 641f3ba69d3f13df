// Several settings beside each other.
#pragma once

#include "played.hpp"

#include <string>

namespace poolsize::render {

/// A line for each setting of each pool. Where settings are compared and not swept: what they differ in from
/// the first, as far as it is certain.
std::string settings_table(const Played&);

}  // namespace poolsize::render
