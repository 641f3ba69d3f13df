// When requests ask for a connection.
#pragma once

#include <poolsize/distribution.hpp>
#include <poolsize/workload.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

namespace poolsize {

/// Independent gaps: regular at scv 0, gamma below 1, exponential (a Poisson process) at 1, two exponential
/// classes with balanced means above. Requires: rate > 0, scv ≥ 0.
struct SteadyArrivals {
  Rate rate;
  double scv = 1;
  bool operator==(const SteadyArrivals&) const = default;
};

/// A Poisson process that is switched on and off; both states last exponentially long. In the long run
/// `rate_on` × on / (on + off). Requires: all three > 0.
struct OnOffArrivals {
  Rate rate_on;
  Duration on;   ///< mean
  Duration off;  ///< mean
  Rate mean_rate() const { return rate_on * (on / (on + off)); }
  bool operator==(const OnOffArrivals&) const = default;
};

/// A Poisson process whose rate follows steps; what has queued up when a step ends is carried over. Played
/// once from the first step to the end, by each replication, with nothing taken for warm-up. Requires: at
/// least one step, the first at 0, rising times below `end`, rates ≥ 0, not all 0.
struct ProfileArrivals {
  struct Step {
    Duration from;
    Rate rate;
    bool operator==(const Step&) const = default;
  };
  std::vector<Step> steps;
  Duration end;
  bool operator==(const ProfileArrivals&) const = default;
};

/// A fixed number of users who ask, wait, hold, think and ask again, also after a failure. All begin
/// thinking. Requires: 1 ≤ users ≤ `most_users`.
struct ClosedArrivals {
  Count users = 1;
  std::optional<Distribution> think;  ///< nothing: users ask again at once
  bool operator==(const ClosedArrivals&) const = default;
};
inline constexpr Count most_users = 1'000'000;

/// One row of a recorded trace.
struct TracedRequest {
  Duration at;
  Duration hold;  ///< not looked at where the plan draws the holds
  /// How long it took to open a connection for it, alone or not, where it opened one. Played as it was.
  std::optional<Duration> connect = std::nullopt;
  bool operator==(const TracedRequest&) const = default;
};

/// Reads a trace from its beginning, once. A reader need not hold what it has read.
class TraceReader {
 public:
  TraceReader() = default;
  TraceReader(const TraceReader&) = delete;
  TraceReader& operator=(const TraceReader&) = delete;
  virtual ~TraceReader() = default;
  /// Fills the front of `rows` with the next ones and returns how many; 0 at the end. Times must not be
  /// negative nor fall, holds must not be negative, all finite. May throw Error.
  virtual std::size_t read(std::span<TracedRequest> rows) = 0;
};

/// What was recorded, played once with nothing taken for warm-up.
struct TraceArrivals {
  /// A new reader at the first row; called once per replication, from any thread.
  std::function<std::unique_ptr<TraceReader>()> open;
};
/// A trace in memory.
TraceArrivals trace_of(std::vector<TracedRequest> rows);

using Arrivals = std::variant<SteadyArrivals, OnOffArrivals, ProfileArrivals, ClosedArrivals, TraceArrivals>;

/// What a workload's rate, arrivals_scv and population say. Its think time is taken as exponential.
Arrivals arrivals_of(const Workload&);

/// A profile and a trace have.
bool has_an_end(const Arrivals&);

/// Requests per second in the long run, nobody waiting; nothing for a trace.
std::optional<Rate> mean_rate(const Arrivals&, const std::optional<Distribution>& hold);

}  // namespace poolsize
