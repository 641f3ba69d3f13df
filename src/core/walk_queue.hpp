// Gaps of any kind between requests, and one server with any hold times or any number with equal holds: exact
// but for the grid of its numbers (GI/G/1, GI/D/c).
//
// Each wait is the one before, a hold longer and a gap shorter, held above zero (D. V. Lindley 1952). Equal
// holds end in the order in which they begin, so that each of c servers meets every c-th request, and its
// gaps are sums of c.
#pragma once

#include "offered_wait.hpp"

#include <poolsize/distribution.hpp>
#include <poolsize/units.hpp>

#include <optional>

namespace poolsize {

/// Whether this is for it. Of exponential holds bursts.hpp knows more digits.
bool is_walk(Count servers, const Distribution& hold);

/// Gaps as of bursts.hpp; where sums of many of two classes are too fine for the grid they have the right
/// first three moments alone. Nothing where so few wait that the grid cannot tell. Requires: is_walk, load <
/// servers, arrivals_scv ≥ 0.
std::optional<OfferedWait> walk_wait(Count servers, Load, const Distribution& hold, double arrivals_scv);

}  // namespace poolsize
