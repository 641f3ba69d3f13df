// How long requests wait where nobody gives up: P(wait > t) as a sum of exponentials, which is what a queue
// with phase-type hold times has (M. F. Neuts, Matrix-Geometric Solutions in Stochastic Models, 1981,
// section 3.9).
#pragma once

#include <vector>

namespace poolsize {

/// Times in mean holds.
struct WaitTail {
  struct Term {
    double weight = 0;
    double rate = 1;
  };
  std::vector<Term> terms;

  /// P(wait > t). Requires: t ≥ 0.
  double operator()(double t) const;
  /// The mean over all requests; one that does not wait counts as 0.
  double mean() const;
  /// ∫ P(wait > x) dx from 0 to t.
  double mean_up_to(double t) const;
};

}  // namespace poolsize
