// What a simulation plays, from the flags: the traffic, the settings that are compared, and how long.
#pragma once

#include "call.hpp"
#include "gather.hpp"
#include "render/played.hpp"

#include <poolsize/simulation_plan.hpp>

#include <optional>
#include <string>
#include <vector>

namespace poolsize::cli {

/// What comes to one pool of all instances.
struct PoolTraffic {
  Arrivals arrivals;
  std::optional<Distribution> hold;  ///< nothing: as the trace says
  std::optional<Workload> modelled;  ///< the same for a model; nothing where none answers
};

struct GivenTraffic {
  PoolTraffic sqlalchemy;
  PoolTraffic asyncpg;
  render::PlayedTraffic shown;
  Question question;
};

/// Reads a trace to its end; `settings` say which pools there are. Throws where nothing is known of the
/// traffic, or two flags say it.
GivenTraffic gather_traffic(const Call&, const GivenSettings& settings);

/// The plan but for its pool and its traffic.
SimulationPlan gather_plan(const Call&, const Question&, const PoolTraffic&);

SimulatedPool simulated(const SqlalchemySettings&, const Inputs&);
SimulatedPool simulated(const AsyncpgSettings&, const Question&, const Inputs&);

/// Settings to be played, each with what it is called.
struct Variant {
  std::string name;
  PoolSettings settings;
};

/// `given`, with the pools that only the settings to be compared speak of.
GivenSettings with_compared(const Call&, GivenSettings given);

/// Those of --settings, of the env files and of --sweep; where fewer than two are to be compared, what is
/// given by flags and environment goes before them. `given` has pools for each that is played.
std::vector<Variant> gather_variants(const Call&, const PoolSettings& given);

}  // namespace poolsize::cli
