// The `hold` of a workload file: what is known about the hold times, as a distribution.
#pragma once

#include "json_field.hpp"

#include <poolsize/distribution.hpp>

namespace poolsize::sources {

/// Of histogram, quantiles, and mean_s with scv the first that is there decides: each says more than the
/// next. Without scv the holds are exponential. All are checked. Throws Error(Failure::input).
Distribution hold_of(const JsonField& hold);

}  // namespace poolsize::sources
