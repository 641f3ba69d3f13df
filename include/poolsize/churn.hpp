// The connections of a SQLAlchemy pool: how many are open, and how often one is opened because none is idle.
//
// The rules (sqlalchemy/pool/impl.py, QueuePool): an idle connection is preferred; without one, a connection
// is opened while there are fewer than pool_size + max_overflow. On return, with nobody waiting, a connection
// is closed if pool_size are already idle, and kept otherwise. Who waits takes the connection that returns.
//
// Exact for Poisson arrivals and exponential holds, in the steady state. Nothing but the return of another
// closes an idle connection, so that a pool remembers its highest peaks, and one that is large for its load
// takes longer to have seen them than anybody waits: until then fewer are open.
#pragma once

#include <poolsize/units.hpp>

namespace poolsize {

struct Churn {
  double mean_open = 0;
  double mean_idle = 0;
  /// Share of all requests that open a connection; as many are closed. Times the arrival rate: per second.
  double opened_per_request = 0;
  bool operator==(const Churn&) const = default;
};

/// `all_busy` is the share of time in which the whole capacity is busy. What becomes of the requests that
/// come then matters only through it: take it from `erlang_c`, or from `wait_probability` of a queue with a
/// timeout. Where the queue grows without end it is 1, and every connection stays open.
/// In constant time. Up to a capacity of 150 as exact as doubles are, beyond within a relative 1e-6, but for
/// what is opened on less than 1e-10 of the requests: that may come as 0.
/// Requires: pool_size ≥ 0, max_overflow ≥ 0, 1 ≤ their sum ≤ 10^9, load > 0, 0 ≤ all_busy ≤ 1.
Churn churn(Count pool_size, Count max_overflow, Load, double all_busy);

}  // namespace poolsize
