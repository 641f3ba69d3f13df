// What churn.cpp, churn_cells.cpp and churn_peaks.cpp say of a pool whose load is not small.
#pragma once

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

/// While not all are busy.
struct ChurnMeans {
  double busy = 0;
  double idle = 0;
  double opened = 0;
};

/// −ln P around x, without the logarithm of √(2π load): x ln(x / load) − x + load, all digits kept around the
/// load.
double rise(double x, double load);

/// How fast P rises towards a capacity below the load: by this in ln P from place to place.
double steepness(const ChurnPool&);

/// Where a window ends whose ends are as rare, or where the first one does; the capacity, where that is not
/// above the load. Connections past it are opened, and kept, less and less.
double evenly_rare_end(const ChurnPool&);

/// Where windows end that count.
struct WindowEnds {
  double low;
  double top;
  bool is_cut;    ///< `top` is the capacity
  bool is_peaks;  ///< where windows begin to count, all that were ever opened are still open
};

/// What others make up is relative 1e-8 or so of each mean.
WindowEnds window_ends(const ChurnPool&);

}  // namespace poolsize
