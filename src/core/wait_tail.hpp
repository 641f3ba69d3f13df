// How long requests wait behind phase-type hold times: a density that is a sum of exponentials up to the
// timeout (M. F. Neuts, Matrix-Geometric Solutions in Stochastic Models, 1981, section 3.9).
#pragma once

#include <limits>
#include <vector>

namespace poolsize {

/// Times in mean holds.
struct WaitTail {
  /// density · e^(−rate·t), or where the rate is negative density · e^(−rate·(t − timeout)).
  struct Term {
    double density = 0;
    double rate = 1;  ///< not 0
  };
  std::vector<Term> terms;
  double timeout = std::numeric_limits<double>::infinity();
  double timed_out = 0;  ///< P(wait > timeout)

  /// P(wait > t), for a request that would not give up. Requires: 0 ≤ t ≤ timeout.
  double operator()(double t) const;
  /// ∫ P(t < wait ≤ timeout) dt from 0 to the timeout: the mean over all requests, those that time out as 0.
  double mean() const;
};

}  // namespace poolsize
