// A workload as JSON (poolsize.workload/v1, schemas/workload.schema.json): how much traffic, and how long it
// holds.
#pragma once

#include "workload_trace.hpp"

#include <poolsize/distribution.hpp>
#include <poolsize/fit.hpp>
#include <poolsize/units.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

/// From `from` on the rate is `rate`, until the next step.
struct ProfileStep {
  Duration from;
  Rate rate;
  bool operator==(const ProfileStep&) const = default;
};

/// How many connections were seen busy at once.
struct BusyConnections {
  std::optional<double> mean;
  std::optional<double> p50;
  std::optional<double> p95;
  std::optional<double> p99;
  std::optional<double> max;
  bool operator==(const BusyConnections&) const = default;
};

/// What a file says; what it leaves out is not known.
struct WorkloadFile {
  std::optional<Rate> rate;          ///< above 0
  std::optional<Distribution> hold;  ///< from its histogram, else its quantiles, else its mean and scv
  std::vector<PercentileFit::Match> matches;  ///< how well it meets the quantiles, where it is from them
  std::optional<BusyConnections> busy;
  std::optional<double> arrivals_scv;
  std::vector<ProfileStep>
      profile;  ///< ascending from 0; the last step ends at `window`, which is then known
  std::optional<WorkloadTrace> trace;  ///< there is no profile then
  std::optional<Duration> window;      ///< how long was measured
  std::optional<double> requests;      ///< how many were
  std::string source;                  ///< where the numbers come from, for people
  bool operator==(const WorkloadFile&) const = default;
};

/// Throws Error(Failure::input) that names the place, the way to the value ("hold.mean_s") and the cure.
/// `file` is the name for messages.
WorkloadFile parse_workload(std::string_view text, std::string_view file);

}  // namespace poolsize::sources
