// A recorded trace: when each request asked, and how long it held its connection.
#pragma once

#include "csv_table.hpp"
#include "rereadable.hpp"

#include <poolsize/arrivals.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace poolsize::sources {

/// A CSV file of any length, see CsvTable: a column `arrival`, ascending, and one `hold`. The first request
/// asks at 0, whatever clock the trace was taken from. A pass over it takes a block of memory, not the file.
class TraceRows : public TraceReader {
 public:
  /// Throws Error(Failure::access), and Error(Failure::input) with the place for what is not understood: a
  /// time that falls, is negative or no number, a column that is missing.
  explicit TraceRows(std::shared_ptr<const Rereadable> file);

  /// Throws as the constructor does.
  std::size_t read(std::span<TracedRequest> rows) override;
  /// Without them a hold is 0.
  bool has_holds() const;
  /// How much has been read, from 0 to 1.
  double share() const { return table_.share(); }

 private:
  TracedRequest take_row();

  std::shared_ptr<const Rereadable> file_;
  CsvTable table_;
  std::optional<double> first_;
  double last_ = 0;
};

/// Throws Error(Failure::input) for what has no rate or no load: fewer than two requests, all at once, no
/// hold above 0 where there are holds.
void expect_traffic(Count requests, Duration span, std::optional<Duration> longest_hold,
                    const std::string& name);

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

/// Rows that were gone through once, to be played.
class Trace {
 public:
  /// Rows in memory, ascending from 0; `name` is for messages. Throws as expect_traffic() does.
  Trace(std::vector<TracedRequest> rows, bool have_holds, std::string name);
  /// Goes through all of it. `progress` is told now and then how far it is, from 0 to 1. Throws as TraceRows
  /// and expect_traffic() do.
  explicit Trace(const std::string& path, const std::function<void(double)>& progress = {});

  const TraceSummary& summary() const { return summary_; }
  const std::string& name() const { return name_; }

  /// Its readers keep the rows or the open file, longer than this if need be.
  const TraceArrivals& arrivals() const { return arrivals_; }

 private:
  std::string name_;
  TraceSummary summary_;
  TraceArrivals arrivals_;
};

}  // namespace poolsize::sources
