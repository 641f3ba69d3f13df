// How many requests an empty pool takes to forget that it was empty.
#pragma once

#include "replication.hpp"

#include <poolsize/simulation_plan.hpp>

#include <cstddef>
#include <optional>
#include <span>

namespace poolsize {

/// Where the mean of the rest of a series is best known: the d that minimises the sum of the squared
/// deviations of the values from d on, over the square of their number. Nothing if that is in the second
/// half, which means that the series is too short. (K. P. White, An effective truncation heuristic for bias
/// reduction in simulation output, Simulation 69, 1997; MSER-5 where the values are means of five)
std::optional<std::size_t> mser(std::span<const double> series);

struct WarmUp {
  Count requests = 0;
  bool is_found = true;  ///< false: half of the longest series is taken
};

/// Five relaxation times in requests: what the start still weighs then is less than a hundredth of what it
/// weighed. The time is that of Brownian motion with reflection between no wait and the timeout (W. Whitt,
/// Planning queueing simulations, Management Science 35, 1989), and a hold. Nothing where there is no such
/// time.
std::optional<Count> relaxation(const SimulationPlan&);

/// MSER-5 over series that are means of eight pilot runs (as P. D. Welch averages them, The statistical
/// analysis of simulation results, 1983): of the requests in the pool, and of its open connections, which may
/// grow so rarely that there is no end to it. The longest of these and of relaxation() counts, for MSER alone
/// hides in the noise a bias that many replications would lay bare. Pilots get longer until there is an end,
/// up to several times `counted`, or some 80,000 requests where that is less. They draw other numbers than
/// the replications do.
/// Counted in the requests of all plans and engines together, where there are several.
WarmUp find_warm_up(std::span<const SimulationPlan>, Count counted, const Conduct&);

}  // namespace poolsize
