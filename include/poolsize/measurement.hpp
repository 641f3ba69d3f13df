// From requests that were seen to a workload, and how well it is known.
#pragma once

#include <poolsize/arrivals.hpp>
#include <poolsize/estimate.hpp>
#include <poolsize/fit.hpp>
#include <poolsize/units.hpp>

#include <memory>
#include <optional>
#include <vector>

namespace poolsize {

/// How many requests held a connection at once, by time.
struct BusyConnections {
  double mean = 0;
  double p50 = 0;
  double p95 = 0;
  double p99 = 0;
  Count most = 0;
  bool operator==(const BusyConnections&) const = default;
};

/// How the gaps between requests compare with those of a Poisson process, all of whose requests are
/// independent.
enum class GapPattern {
  poisson,  ///< no different as far as can be told, or not so much that waits would show it
  bursty,
  regular,
};

struct MeasuredGaps {
  Estimate<double> scv;  ///< 1 is Poisson; within the steps of the profile, where there is one
  GapPattern pattern = GapPattern::poisson;
  /// Whether the rate of one part of the time is that of another, as far as gaps of this scv let it be.
  bool steady = true;
  bool operator==(const MeasuredGaps&) const = default;
};

struct MeasuredHolds {
  struct AtPercentile {
    double p = 0.5;
    Estimate<Duration> hold;  ///< its interval is that of independent holds
    bool operator==(const AtPercentile&) const = default;
  };
  Estimate<Duration> mean;
  Estimate<double> scv;
  std::vector<AtPercentile> percentiles;  ///< p50, p90, p95, p99, p99.9
  Duration longest;
  /// Has the mean of the holds. Bins are 0.2 % of their time wide where many holds are alike, an eighth at
  /// most where they are few, and wider below a 64th of the mean.
  std::vector<HistogramBin> histogram;
};

struct Measurement {
  Count requests = 0;
  Duration window;  ///< from the first to the last
  Estimate<Rate> rate;
  std::optional<MeasuredGaps> gaps;  ///< nothing where the clock was too coarse to tell
  std::optional<MeasuredHolds> holds;
  std::optional<BusyConnections> busy;  ///< there where `holds` is
  /// The rate of each step of the window, where it was asked for; a last one of less than half the length
  /// belongs to the one before.
  std::vector<ProfileArrivals::Step> profile;
};

/// How the requests were seen.
struct MeasuringConditions {
  bool has_holds = true;
  /// The step of the clock that `at` was read from.
  Duration resolution = {};
  /// Of Measurement::profile.
  std::optional<Duration> step = {};
};

/// Takes requests one after the other, in memory that does not grow with their number, but with how many hold
/// at once.
class Measuring {
 public:
  explicit Measuring(MeasuringConditions conditions = {});
  Measuring(const Measuring&) = delete;
  Measuring& operator=(const Measuring&) = delete;
  ~Measuring();

  /// Requires: `at` never falls, hold from 0 to 10^9 s.
  void add(const TracedRequest& request);
  Count requests() const;
  /// From the first to the last.
  Duration window() const;

  /// Requires: requests() ≥ 2, window() > 0 and the resolution; where there are holds, not all are 0.
  Measurement result() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace poolsize
