// How waits are predicted, and the measured errors.
#pragma once

#include <string>

namespace poolsize::render {

std::string model_page();

}  // namespace poolsize::render
