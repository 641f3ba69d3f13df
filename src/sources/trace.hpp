// A recorded trace: when each request asked, and how long it held its connection.
#pragma once

#include "rereadable.hpp"

#include <poolsize/arrivals.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace poolsize::sources {

/// What a whole trace says.
struct TraceSummary {
  Count requests = 0;  ///< at least 2
  Duration span;       ///< from the first to the last; above 0
  double gaps_scv = 0;
  /// Of the holds; nothing if the trace has none.
  std::optional<Duration> mean_hold;
  double hold_scv = 0;

  Rate rate() const { return Rate{static_cast<double>(requests - 1) / span.seconds}; }
  bool operator==(const TraceSummary&) const = default;
};

/// A CSV file of any length, see CsvTable: a column `arrival`, ascending, and one `hold`. The first request
/// asks at 0, whatever clock the trace was taken from. A pass over it takes a block of memory, not the file.
class Trace {
 public:
  /// Goes through all of it once. `progress` is told now and then how far it is, from 0 to 1. Throws
  /// Error(Failure::access), and Error(Failure::input) with the place for what is not understood: a time that
  /// falls, is negative or no number, a column that is missing, no requests, one that never ends.
  explicit Trace(const std::string& path, const std::function<void(double)>& progress = {});

  const TraceSummary& summary() const { return summary_; }
  const std::string& name() const { return file_->name(); }

  /// Its readers keep the file open, longer than this if need be.
  TraceArrivals arrivals() const;

 private:
  std::shared_ptr<const Rereadable> file_;
  TraceSummary summary_;
};

}  // namespace poolsize::sources
