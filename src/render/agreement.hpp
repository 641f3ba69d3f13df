// Model and simulation check each other.
#pragma once

#include "played.hpp"

#include <string>

namespace poolsize::render {

/// Whether the model's figures are what was played, and if not, which are not, by how much, and why that may
/// be. Empty where no model answers, or nothing was played.
std::string agreement_text(const PlayedPool&);

/// Whether the goal was met: yes, no, or too few requests to tell.
std::string goal_verdict(const PlayedPool&, const Goal&);

}  // namespace poolsize::render
