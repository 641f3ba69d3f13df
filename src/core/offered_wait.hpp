// The wait that a request would need for a server if it never gave up, as every model of a queue gives it: an
// atom at 0, a tail up to the timeout, and what is beyond.
#pragma once

#include <functional>
#include <limits>

namespace poolsize {

/// Times in mean holds.
struct OfferedWait {
  double timeout = std::numeric_limits<double>::infinity();
  double waits = 0;      ///< P(wait > 0)
  double timed_out = 0;  ///< P(wait > timeout)
  double mean = 0;       ///< over all requests, those that time out counted as 0
  /// P(wait > t), for t from 0 to the timeout.
  std::function<double(double)> late = [](double) { return 0.0; };
  bool exact = false;

  /// Those that wait, and are served.
  double delayed() const { return waits - timed_out; }
};

/// The shortest t by which all but the share `late` of those that are served are; 0 where fewer wait.
double served_quantile(const OfferedWait&, double late);

/// The same wait, `factor` times as long.
OfferedWait stretched(OfferedWait, double factor);

/// As likely as before times `probability`, and `time` times as long. Requires: probability · waits ≤ 1.
OfferedWait scaled(OfferedWait, double probability, double time);

/// Between two queues, `share` of the way from the first to the second: the probabilities, and the
/// percentiles of those that wait and are served (near linear in the squared coefficient of variation: H. C.
/// Tijms, A First Course in Stochastic Models, 2003, section 9.6). Requires: equal timeouts, 0 ≤ share ≤ 1.
OfferedWait between(const OfferedWait&, const OfferedWait&, double share);

}  // namespace poolsize
