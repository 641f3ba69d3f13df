// Poisson or bursty arrivals, any hold times, c servers, requests that give up after a timeout: an
// approximation made of exact queues (see general_queue.cpp for each step and its source).
#pragma once

#include "deterministic_queue.hpp"
#include "wait_tail.hpp"

#include <poolsize/patience.hpp>
#include <poolsize/workload.hpp>

#include <optional>
#include <variant>

namespace poolsize {

/// Between hold times that are all the same and exponential ones, in steps of equal conditional probability.
struct SmoothTail {
  std::optional<DeterministicQueue> steady;  ///< nothing where hardly anybody waits
  double steady_waits = 0;                   ///< its P(wait > 0)
  double steady_stretch = 1;                 ///< its waits are longer by this factor
  double steady_mean = 0;
  double exponential_waits = 0;
  double exponential_rate = 1;
  double scv = 0;

  double waits() const { return steady_waits + scv * (exponential_waits - steady_waits); }
  double mean() const;
  /// P(wait > t), t in mean holds.
  double operator()(double t) const;
};

/// The steady state; times of the tail are in `unit`s.
struct GeneralQueue {
  Count servers = 1;
  Load load;
  Duration hold;
  Duration timeout;
  Duration unit;
  std::variant<WaitTail, SmoothTail> tail;  ///< of the queue where nobody gives up
  double at_timeout = 0;                    ///< P(wait > timeout) where nobody gives up
};

/// More is asked of the servers than they can do, and time-outs keep the queue finite: an M/M/c+D whose waits
/// are longer by `stretch`.
struct OverloadedQueue {
  TimedQueue queue;
  double stretch = 1;
};

/// Requires: 0 < load < servers, 0 < timeout ≤ forever.
GeneralQueue general_queue(Count servers, const Workload&, Duration timeout);
/// Requires: timeout < forever.
OverloadedQueue overloaded_queue(Count servers, const Workload&, Duration timeout);

double timed_out(const GeneralQueue&);
double wait_probability(const GeneralQueue&);
/// Of all requests, time-outs counted in.
double late_probability(const GeneralQueue&, Duration goal);
double served_late_probability(const GeneralQueue&, Duration goal);
Duration served_mean_wait(const GeneralQueue&);
Duration served_wait_quantile(const GeneralQueue&, double percentile);

}  // namespace poolsize
