// A simulation as poolsize.simulation/v1 has it.
#pragma once

#include "played.hpp"
#include "timeline.hpp"

#include <string>

namespace poolsize::render {

std::string simulation_json(const Played&);
std::string timeline_json(const PlayedTraffic&, const std::vector<PoolTimeline>&, std::uint64_t seed);

}  // namespace poolsize::render
