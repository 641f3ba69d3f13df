// The referee: a pool's real rules played request by request, and how sure the figures are.
//
// Deterministic: the same plan gives the same bytes on every machine and for every number of threads.
#pragma once

#include <poolsize/estimate.hpp>
#include <poolsize/simulation_plan.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace poolsize {

/// What is estimated, each in SI units.
enum class Figure {
  wait_probability,  ///< P(wait > 0), of all requests
  over_goal,         ///< P(wait > the goal's), of all requests, those that fail counted in
  timeout_probability,
  refused_probability,    ///< "too many clients"
  overtaken_probability,  ///< sent to the end of the line at least once
  served_mean,
  served_p50,
  served_p90,
  served_p95,
  served_p99,
  served_p999,
  all_mean,
  all_p50,
  all_p90,
  all_p95,
  all_p99,
  all_p999,
  throughput,  ///< served per second
  mean_busy,
  mean_waiting,  ///< requests in line, and those whose connection is being opened
  mean_open,
  opened,              ///< per second
  closed,              ///< per second
  opened_per_request,  ///< of all requests
};
inline constexpr std::size_t figure_count = static_cast<std::size_t>(Figure::opened_per_request) + 1;
/// Indexed by Figure. What does not exist is not a number.
using Figures = std::array<double, figure_count>;

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
  std::optional<double> utilisation;  ///< of all instances together; nothing without limit
  bool stable = true;                 ///< utilisation below 1, or a closed population
  /// False where the queue would grow without end, were it played on: another length of the run gives others.
  bool settles = true;

  Estimate<double> wait_probability;
  Estimate<double> over_goal;
  Estimate<double> timeout_probability;
  Estimate<double> refused_probability;
  Estimate<double> overtaken_probability;
  std::optional<SimulatedWait> served;  ///< nothing if nobody was served
  SimulatedWait all;                    ///< requests that fail have waited until then
  Estimate<Rate> throughput;
  Estimate<double> mean_busy;
  Estimate<double> mean_waiting;
  SimulatedConnections connections;

  std::uint64_t seed = 1;
  Count requests = 0;  ///< counted, over all replications; 0 if it was stopped before there were any
  Count replications = 0;
  Count warm_up = 0;  ///< requests left out at the start of each
  /// False: no end of the warm-up was found, and half of what was searched is left out; or there is none,
  /// for the queue grows without end, and nothing is left out.
  bool warmed_up = true;
  bool precise = true;   ///< the precision was reached, or none was asked for
  bool partial = false;  ///< stopped before the end
  std::vector<Figures> by_replication;
  bool operator==(const Simulation&) const = default;
};

/// How much larger the figure is in `b` than in `a`, with the interval that pairing the replications allows:
/// far narrower than the two intervals say, because replication i of both meets the same requests. (Common
/// random numbers: A. M. Law, Simulation Modeling and Analysis, 2015, sections 10.2 and 11.2) Requires: both
/// of the same seed, arrivals and hold, neither partial.
Estimate<double> difference(const Simulation& a, const Simulation& b, Figure);

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

/// The same for pools that one server has at the same time: of two kinds, of several engines, with traffic of
/// their own. A connect finds room where all of them together have left some. The limit, the lengths, the
/// seed and the threads are the first plan's, `requests` being those of each pool on average. Where they do
/// not compete(), each answer is that of simulate(). Throws as require_playable_together() does.
std::vector<Simulation> simulate_together(std::span<const SimulationPlan>, const SimulationControl& = {});

}  // namespace poolsize
