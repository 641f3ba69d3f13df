// Poisson or bursty arrivals, any hold times, c servers, requests that give up after a timeout: poisson_queue.cpp
// and bursty_queue.cpp have each step and its source.
#pragma once

#include "offered_wait.hpp"

#include <poolsize/patience.hpp>
#include <poolsize/workload.hpp>

namespace poolsize {

/// The steady state.
struct GeneralQueue {
  Count servers = 1;
  Load load;
  Duration hold;
  OfferedWait wait;

  Duration timeout() const { return hold * wait.timeout; }
};

/// Requires: load > 0, 0 < timeout ≤ forever, and load < servers where the timeout is forever.
GeneralQueue general_queue(Count servers, const Workload&, Duration timeout);

double wait_probability(const GeneralQueue&);
/// Of all requests, time-outs counted in.
double late_probability(const GeneralQueue&, Duration goal);
double served_late_probability(const GeneralQueue&, Duration goal);
Duration served_mean_wait(const GeneralQueue&);
Duration served_wait_quantile(const GeneralQueue&, double percentile);

}  // namespace poolsize
