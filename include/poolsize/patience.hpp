// A pool whose requests give up: Poisson arrivals, exponential holds, first come first served, and a request
// that has waited for the timeout fails. Exact, also when overloaded (M/M/c+D: Baccelli & Hébuterne 1981,
// "On queues with impatient customers"; Zeltyn & Mandelbaum 2005, "Call centers with impatient customers:
// many-server asymptotics of the M/M/n+G queue", section 2).
//
// Without a timeout it is M/M/c (Erlang C); with a timeout of zero a loss system (Erlang B).
#pragma once

#include <poolsize/units.hpp>

#include <limits>
#include <optional>

namespace poolsize {

/// A request that never gives up.
inline constexpr Duration forever{std::numeric_limits<double>::infinity()};

/// The steady state. What happens to a request: the three probabilities sum to 1.
struct TimedQueue {
  Count servers = 1;
  Load load{};  ///< offered: what would be busy if nobody gave up
  Duration hold{};
  Duration timeout{};
  double at_once = 1;    ///< P(finds a free server)
  double delayed = 0;    ///< P(waits, and is served)
  double timed_out = 0;  ///< P(waits in vain)
  bool operator==(const TimedQueue&) const = default;
};

/// Nothing if the queue has no steady state: nobody gives up and load ≥ servers.
/// Requires: 1 ≤ servers ≤ 10^9, load ≥ 0, 0 < hold < forever, 0 ≤ timeout ≤ forever.
std::optional<TimedQueue> timed_queue(Count servers, Load, Duration hold, Duration timeout);

/// P(finds all servers busy), which by PASTA is also the share of time in which they are.
double wait_probability(const TimedQueue&);

/// P(has no server within `goal`), of all requests; one that times out never has. Requires: goal ≥ 0.
double late_probability(const TimedQueue&, Duration goal);

/// P(wait > `goal`) of the requests that are served. Requires: goal ≥ 0.
double served_late_probability(const TimedQueue&, Duration goal);

/// The time within which the share `percentile` of all requests has a server: 0 where that many need not
/// wait, nothing where fewer are ever served. Requires: 0 ≤ percentile ≤ 1.
std::optional<Duration> wait_quantile(const TimedQueue&, double percentile);

/// The same of the requests that are served: at most the timeout. Requires: 0 ≤ percentile ≤ 1.
Duration served_wait_quantile(const TimedQueue&, double percentile);

/// Of all requests; one that times out has waited for the timeout.
Duration mean_wait(const TimedQueue&);
Duration served_mean_wait(const TimedQueue&);

/// Requests served per second.
Rate throughput(const TimedQueue&);
double mean_busy(const TimedQueue&);
/// The mean number of requests that wait.
double mean_queue(const TimedQueue&);

}  // namespace poolsize
