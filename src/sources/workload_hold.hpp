// The `hold` of a workload file: what is known about the hold times, as a distribution.
#pragma once

#include "json_field.hpp"

#include <poolsize/distribution.hpp>
#include <poolsize/fit.hpp>

#include <vector>

namespace poolsize::sources {

/// Hold times, and how well they meet the quantiles that they were fitted to, if they were.
struct FileHold {
  Distribution hold;
  std::vector<PercentileFit::Match> matches;
};

/// Of histogram, quantiles, and mean_s with scv the first that is there decides: each says more than the
/// next. Without scv the holds are exponential. All are checked. Throws Error(Failure::input).
FileHold hold_of(const JsonField& hold);

}  // namespace poolsize::sources
