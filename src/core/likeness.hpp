// A queue with fewer servers that stands for one with too many to be solved: in the limit of many servers (S.
// Halfin, W. Whitt 1981, "Heavy-traffic limits for queues with many exponential servers") those in which as
// many wait differ by the scale of the waits alone.
#pragma once

#include "offered_wait.hpp"

#include <poolsize/units.hpp>

namespace poolsize {

/// More servers than this take too long with two phases: the work grows with the fourth power.
inline constexpr Count most_servers_solved = 100;

struct Likeness {
  Count servers = 1;
  Load load;
  double stretch = 1;  ///< of the waits
};

/// Requires: 0 < load < servers.
Likeness likeness(Count servers, Load);

/// The exact queue with exponential holds (poolsize/patience.hpp). Requires: a finite timeout or load <
/// servers.
OfferedWait exponential_wait(Count servers, Load, double timeout);

}  // namespace poolsize
