// What churn_cells.cpp and churn_peaks.cpp say of a pool.
#pragma once

#include "churn_cells.hpp"

#include <cmath>

namespace poolsize {

struct ChurnPool {
  double window;    ///< pool_size + 1 places
  double capacity;  ///< where the last window ends: a window that ends at v has the places from v − window to
                    ///< v − 1
  double load;

  /// In standard deviations of how many are busy.
  double length() const { return window / std::sqrt(load); }
  /// So many standard deviations from the load; where it is skewed, where the normal distribution is as rare.
  double at(double t) const { return load + t * std::sqrt(load) + t * t / 6; }
};

/// −ln P around x, without the logarithm of √(2π load): x ln(x / load) − x + load, all digits kept around the
/// load.
double rise(double x, double load);

/// Where a window ends whose ends are as rare, or where the first one does: connections past it are opened,
/// and kept, less and less. Requires: load < capacity.
double evenly_rare_end(const ChurnPool&);

/// The means but for `busy`, where windows are so long that next to none is opened: `opened` is 0. All is a
/// matter of up to where past peaks have come. Requires: load ≥ 30; `even` is the above.
ChurnMeans churn_of_peaks(const ChurnPool&, double even);

}  // namespace poolsize
