// How many requests hold a connection at once, over time.
#pragma once

#include <poolsize/measurement.hpp>

#include <functional>
#include <queue>
#include <vector>

namespace poolsize {

/// Keeps the end of each hold that has not ended yet, and how long each number of holds lasted.
class BusyCounter {
 public:
  /// Requires: `at` never falls.
  void add(Duration at, Duration hold);

  /// From the first request to the last. Requires: time has passed between them.
  BusyConnections seen() const;

 private:
  void pass_to(double time);

  std::priority_queue<double, std::vector<double>, std::greater<>> ends_;
  std::vector<double> seconds_;  ///< with so many busy
  double now_ = 0;
  bool has_begun_ = false;
};

}  // namespace poolsize
