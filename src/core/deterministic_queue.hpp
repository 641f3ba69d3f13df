// Poisson arrivals, hold times that are all the same, c servers, first come first served: exact (M/D/c).
//
// Seen once per hold, the queue is a random walk that is held above zero, with steps Poisson(load) − c. Its
// stationary law is that of the walk's maximum (F. Spitzer 1956, "A combinatorial lemma and its application
// to probability theory"), and the wait follows from it (G. J. Franx 2001, "A simple solution for the M/D/c
// waiting time distribution"). All terms are positive, so nothing cancels.
#pragma once

#include <poolsize/units.hpp>

#include <vector>

namespace poolsize {

/// Times in holds.
class DeterministicQueue {
 public:
  /// Requires: servers ≥ 1, 0 < load ≤ busiest(servers).
  DeterministicQueue(Count servers, Load);

  /// The largest load for which the sums end soon.
  static Load busiest(Count servers);

  /// P(wait > t). Requires: t ≥ 0.
  double late(double t) const;
  /// The mean over all requests.
  double mean() const;

 private:
  double above(Count length) const;

  Count servers_;
  double load_;
  double decay_;               ///< P(queue > n + 1) / P(queue > n) far out
  std::vector<double> above_;  ///< P(queue > n)
};

}  // namespace poolsize
