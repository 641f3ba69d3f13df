// The chain of churn.cpp in constant time, of windows so long that next to none is opened.
#pragma once

#include "churn_pool.hpp"

namespace poolsize {

/// The means but for `busy`, with relative errors below 1e-6, where fewer than 1e-10 of the requests open a
/// connection: `opened` is 0. Requires: load ≥ 30; `even` is the pool's.
ChurnMeans churn_of_peaks(const ChurnPool&, double even);

}  // namespace poolsize
