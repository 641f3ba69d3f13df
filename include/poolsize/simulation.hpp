// The referee: a pool's real rules played request by request, and how sure the figures are.
//
// Deterministic: the same plan gives the same bytes on every machine and for every number of threads.
#pragma once

#include <poolsize/simulation_plan.hpp>

#include <atomic>
#include <functional>
#include <optional>

namespace poolsize {

/// A figure with its 95 % confidence interval, which is the value alone where nothing is drawn, and unbounded
/// where one replication must do.
template <class Unit>
struct Estimate {
  Unit value{};
  Unit low{};
  Unit high{};
  bool operator==(const Estimate&) const = default;
};

/// Waits from asking for a connection until having it, or until failing.
struct SimulatedWait {
  Estimate<Duration> mean;
  Estimate<Duration> p50;
  Estimate<Duration> p90;
  Estimate<Duration> p95;
  Estimate<Duration> p99;
  Estimate<Duration> p999;
  Duration longest;  ///< of all replications
  bool operator==(const SimulatedWait&) const = default;
};

struct SimulatedConnections {
  Estimate<double> mean_open;  ///< connecting and closing ones counted in, over all instances
  Count most_open = 0;         ///< of all replications, after the warm-up
  Estimate<Rate> opened;
  Estimate<Rate> closed;
  Estimate<double> opened_per_request;
  bool operator==(const SimulatedConnections&) const = default;
};

/// The figures are those of `Prediction`, by the same definitions.
struct Simulation {
  /// With resets and pings; nothing for a trace with its own holds.
  std::optional<Load> offered_load;
  std::optional<double> utilisation;  ///< nothing without limit
  /// False where the queue would grow without end, were it played on. What was played is in the figures, but
  /// another length of the run gives others.
  bool stable = true;

  Estimate<double> wait_probability;  ///< P(wait > 0), of all requests
  Estimate<double> over_goal;         ///< of all requests, those that fail counted in
  /// Nothing if nobody was served.
  std::optional<SimulatedWait> served;
  /// Requests that fail have waited until then.
  SimulatedWait all;
  Estimate<double> timeout_probability;
  Estimate<double> refused_probability;    ///< "too many clients"
  Estimate<double> overtaken_probability;  ///< sent to the end of the line at least once
  Estimate<Rate> throughput;               ///< served per second
  Estimate<double> mean_busy;
  Estimate<double> mean_queue;
  SimulatedConnections connections;

  std::uint64_t seed = 1;
  Count requests = 0;  ///< counted, over all replications
  Count replications = 0;
  Count warm_up = 0;     ///< left out at the start of each
  bool precise = true;   ///< the precision was reached, or none was asked for
  bool partial = false;  ///< stopped before the end
  bool operator==(const Simulation&) const = default;
};

/// How far a simulation is.
struct SimulationProgress {
  Count requests = 0;  ///< played, warm-up included
  Count planned = 0;   ///< as things stand; grows while the precision is not reached
};

/// What the caller has to say while it runs.
struct SimulationControl {
  /// Set from anywhere, a signal handler included: the simulation ends soon with what it has.
  const std::atomic<bool>* stop = nullptr;
  /// Called by the thread that called simulate(), every few milliseconds' worth of requests.
  std::function<void(const SimulationProgress&)> progress;
};

/// Throws Error(Failure::input) as require_playable() does, and what a trace's reader throws.
Simulation simulate(const SimulationPlan&, const SimulationControl& = {});

}  // namespace poolsize
