// Users who think, ask for a connection, hold it, and think again: the closed model M/M/c//N (machine repair
// with c repairmen). Exact for exponential thinking and holding. With many users at a fixed total rate it is
// M/M/c.
#pragma once

#include <poolsize/units.hpp>

namespace poolsize {

/// The steady state.
struct ClosedQueue {
  Count users = 1;
  Count servers = 1;
  Duration think{};
  Duration hold{};
  /// As a request finds it, which sees the steady state of one user fewer (Sevcik & Mitrani 1981).
  double wait_probability = 0;
  Duration mean_wait{};
  Rate throughput{};
  double mean_busy = 0;
  bool operator==(const ClosedQueue&) const = default;
};

/// Takes at most about 50·√servers steps of a few nanoseconds, whatever the number of users.
/// Requires: 1 ≤ users ≤ 10^9, 1 ≤ servers ≤ 10^9, think ≥ 0, hold > 0, both below forever.
ClosedQueue closed_queue(Count users, Count servers, Duration think, Duration hold);

/// P(wait > `goal`). Requires: goal ≥ 0.
double late_probability(const ClosedQueue&, Duration goal);

/// The wait that the share `percentile` of requests does not exceed; 0 where that many need not wait.
/// Requires: 0 ≤ percentile < 1.
Duration wait_quantile(const ClosedQueue&, double percentile);

}  // namespace poolsize
