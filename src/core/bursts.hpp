// Gaps between requests that are not exponential, known by their squared coefficient of variation: equal at
// 0, a gamma distribution's below 1, those of two exponential classes with balanced means above (as simulate
// draws them).
#pragma once

#include "offered_wait.hpp"

#include <poolsize/units.hpp>

namespace poolsize {

/// Exponential holds: exact (GI/M/c: L. Takács 1962, Introduction to the Theory of Queues, chapter 2) up to
/// some thousand servers. Requires: load < servers, arrivals_scv ≥ 0.
OfferedWait bursty_exponential_wait(Count servers, Load, double arrivals_scv);

/// By which power of how they change the chance to wait with exponential holds gaps change it with holds of
/// this scv: from the errors of the table in tests/reference/hold_times.csv.
double change_power(double hold_scv, double arrivals_scv);
/// The same where so many `waits` behind one server are known. Requires: 0 < waits < 1.
double known_change_power(double utilisation, double arrivals_scv, double waits);

/// The wait with such gaps from that with Poisson's and the same holds, changed by what the gaps do to
/// exponential holds, to this power. Requires: `poisson` without timeout, load < servers.
OfferedWait with_bursts(const OfferedWait& poisson, Count servers, Load, double arrivals_scv, double hold_scv,
                        double power);

}  // namespace poolsize
