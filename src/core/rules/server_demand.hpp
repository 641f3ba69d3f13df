// What one source may ask of the server, added up as it would be on paper.
#pragma once

#include "subject.hpp"

#include <optional>
#include <string>

namespace poolsize {

struct ServerDemand {
  Count each = 0;    ///< connections of one instance
  std::string sum;   ///< how they add up: "15 × 2 engines + 10"
  Count steady = 0;  ///< of all instances
  Count peak = 0;    ///< while a rollout runs
};

/// Nothing if it is not known, has no limit, or ends at a PgBouncer that shares server connections between
/// transactions.
std::optional<ServerDemand> demand_on_server(const Subject&);

/// "(45 + 10) × 3 instances = 165", "15 × (12 instances + 4 surge) = 240"
std::string steady_arithmetic(const Subject&, const ServerDemand&);
std::string peak_arithmetic(const Subject&, const ServerDemand&);

/// "97 available (100 − 3 reserved)"
std::string available_words(const ServerLimits&);

/// `share` of the connections, rounded down, and the max_connections of which `demand` is that share.
Count part_of(Count connections, double share);
Count server_for(const ServerLimits&, Count demand, double share);

/// The settings with which at most `available` connections are asked for while a rollout runs, each pool cut
/// by the same part of what it can spare; nothing if even the least are too many.
std::optional<PoolSettings> cut_to(const Subject&, Count available);

}  // namespace poolsize
