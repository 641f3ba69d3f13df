// How far predictions and replays are from real pools.
#pragma once

#include <string>

namespace poolsize::render {

std::string accuracy_page();

}  // namespace poolsize::render
