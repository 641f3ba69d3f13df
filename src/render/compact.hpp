// JSON for people.
#pragma once

#include <nlohmann/json.hpp>

#include <string>

namespace poolsize::render {

/// Indented by two, but for arrays of numbers, each of which is one line.
std::string compact(const nlohmann::ordered_json&);

}  // namespace poolsize::render
