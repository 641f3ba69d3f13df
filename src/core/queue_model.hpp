// One pool as a queue: whichever model fits the workload, behind the questions that a prediction asks.
#pragma once

#include "general_queue.hpp"

#include <poolsize/patience.hpp>
#include <poolsize/population.hpp>
#include <poolsize/prediction.hpp>
#include <poolsize/workload.hpp>

#include <optional>
#include <variant>

namespace poolsize {

/// A pool without limit: nobody ever waits.
struct Unlimited {
  Load load;
  Rate rate;
};

/// A queue that grows without end: it has throughput and utilisation, but no wait.
struct Endless {
  Count servers = 1;
  Rate throughput;
};

using QueueModel = std::variant<Unlimited, Endless, TimedQueue, ClosedQueue, GeneralQueue>;

/// Requires: capacity ≥ 1 or nothing; offered load > 0.
QueueModel queue_model(std::optional<Count> capacity, const Workload&, Duration patience);

/// Of all requests: P(no connection within `goal`), time-outs counted in. 1 where the queue never settles.
double late(const QueueModel&, Duration goal);
double timeouts(const QueueModel&);
/// P(wait > 0), by PASTA the share of time in which the whole capacity is busy.
double waiting(const QueueModel&);
Rate throughput_of(const QueueModel&);
double busy(const QueueModel&);
bool settles(const QueueModel&);

/// Of the requests served. Requires: settles(queue).
Duration served_mean(const QueueModel&);
Duration served_quantile(const QueueModel&, double percentile);
double served_late(const QueueModel&, Duration goal);

Model describe(const QueueModel&, const Workload&, Duration patience);

}  // namespace poolsize
