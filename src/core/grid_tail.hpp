// P(wait > t) from its values on a grid of times.
#pragma once

#include <vector>

namespace poolsize {

/// Between points: `tail` has P(wait > 0), and P(wait > (n − 1/2)·step), n from 1 on.
double read_tail(const std::vector<double>& tail, double step, double t);

/// For any t: beyond the grid, or where rounding has eaten the digits, the tail goes on as it ends.
class EndlessTail {
 public:
  /// As above.
  EndlessTail(std::vector<double> tail, double step);

  double operator()(double t) const;

 private:
  std::vector<double> tail_;
  double step_;
  double decay_;  ///< per step
};

}  // namespace poolsize
