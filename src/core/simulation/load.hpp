// What a plan asks of its pools, as far as it follows without playing.
#pragma once

#include <poolsize/simulation_plan.hpp>

#include <optional>

namespace poolsize {

struct PlannedLoad {
  std::optional<Rate> rate;           ///< of all instances together; nothing for a trace
  std::optional<Duration> hold;       ///< mean, with resets and pings
  std::optional<Load> offered;        ///< both known
  std::optional<Count> capacity;      ///< of all instances together; nothing without limit
  std::optional<double> utilisation;  ///< both known
  Duration timeout;                   ///< of the line, or of the line and the connect
};

PlannedLoad load_of(const SimulationPlan&);

}  // namespace poolsize
