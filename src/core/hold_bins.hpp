// The histogram of measured holds, as few bins as say what is known.
#pragma once

#include "simulation/histogram.hpp"

#include <poolsize/fit.hpp>

#include <vector>

namespace poolsize {

/// Bins one behind the other, empty ones in the gaps. Where holds crowd a bin is as narrow as they were
/// counted (0.2 %), elsewhere up to an eighth of its times wide, and wider below a 64th of the mean. All are
/// stretched alike, by less than `QuantileHistogram::relative_error` where holds crowd, so that the mean of
/// the bins is `mean` and the load that is computed from them is exact. Requires: total() > 0, mean > 0.
std::vector<HistogramBin> hold_bins(const QuantileHistogram& holds, Duration mean);

}  // namespace poolsize
