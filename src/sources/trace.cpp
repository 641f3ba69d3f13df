#include "trace.hpp"

#include "csv_table.hpp"

#include <poolsize/error.hpp>
#include <poolsize/moments.hpp>

#include <fmt/format.h>

#include <array>

namespace poolsize::sources {
namespace {

constexpr std::array columns{CsvColumn{"arrival", "time|at|timestamp|start|asked", true, "12.5"},
                             CsvColumn{"hold", "duration|held|service", false, "0.004"},
                             CsvColumn{"connect", "", false, "0.02", false}};
constexpr std::size_t arrival = 0;
constexpr std::size_t hold = 1;
constexpr std::size_t connect = 2;

}  // namespace

TraceRows::TraceRows(std::shared_ptr<const Rereadable> file)
    : file_(std::move(file)), table_(*file_, columns) {}

std::size_t TraceRows::read(std::span<TracedRequest> rows) {
  std::size_t count = 0;
  while (count < rows.size() && table_.next()) rows[count++] = take_row();
  return count;
}

bool TraceRows::has_holds() const { return table_.has(hold); }

TracedRequest TraceRows::take_row() {
  const double asked = table_.seconds(arrival);
  if (!first_) first_ = last_ = asked;
  if (asked < last_) {
    table_.refuse(arrival,
                  fmt::format("is before the row above; sort the rows by arrival, as sort -t, -k1,1g{} does",
                              file_->name() == "<stdin>" ? "" : " " + quoted(file_->name())));
  }
  last_ = asked;
  TracedRequest row{.at = {asked - *first_}, .hold = {has_holds() ? table_.seconds(hold) : 0}};
  if (const auto took = table_.seconds_if_any(connect)) row.connect = Duration{*took};
  return row;
}

void expect_traffic(Count requests, Duration span, std::optional<Duration> longest_hold,
                    const std::string& name) {
  const auto refuse = [&](std::string_view why) {
    throw Error(Failure::input, std::string(why), {.file = name});
  };
  if (requests < 2) {
    refuse(fmt::format("{}; give rows of arrival and hold, such as 0.25,0.004",
                       requests == 0 ? "no requests" : "a single request"));
  }
  if (span == Duration{}) refuse("all requests ask at once; give arrivals of a finer resolution");
  if (longest_hold == Duration{}) refuse("every hold is 0; give holds of a finer resolution");
}

namespace {

class Summing {
 public:
  void add(std::span<const TracedRequest> rows) {
    for (const TracedRequest& row : rows) {
      if (summary_.requests++ > 0) gaps_.add((row.at - summary_.span).seconds);
      summary_.span = row.at;
      holds_.add(row.hold.seconds);
    }
  }

  TraceSummary summary(bool have_holds, const std::string& name) {
    if (have_holds) {
      summary_.mean_hold = Duration{holds_.mean()};
      summary_.hold_scv = holds_.scv();
    }
    expect_traffic(summary_.requests, summary_.span, summary_.mean_hold, name);
    summary_.gaps_scv = gaps_.scv();
    return summary_;
  }

 private:
  TraceSummary summary_;
  Moments gaps_;
  Moments holds_;
};

}  // namespace

Trace::Trace(const std::string& path, const std::function<void(double)>& progress) {
  const auto file = std::make_shared<const Rereadable>(path);
  name_ = file->name();
  TraceRows reader(file);
  Summing sums;
  std::vector<TracedRequest> rows(std::size_t{1} << 12);
  while (const std::size_t count = reader.read(rows)) {
    sums.add(std::span(rows).first(count));
    if (progress) progress(reader.share());
  }
  summary_ = sums.summary(reader.has_holds(), name_);
  arrivals_.open = [file]() -> std::unique_ptr<TraceReader> { return std::make_unique<TraceRows>(file); };
}

Trace::Trace(std::vector<TracedRequest> rows, bool have_holds, std::string name) : name_(std::move(name)) {
  Summing sums;
  sums.add(rows);
  summary_ = sums.summary(have_holds, name_);
  arrivals_ = trace_of(std::move(rows));
}

}  // namespace poolsize::sources
