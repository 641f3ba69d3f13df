#include "trace.hpp"

#include "csv_table.hpp"

#include <poolsize/error.hpp>

#include <fmt/format.h>

#include <array>

namespace poolsize::sources {
namespace {

constexpr std::array columns{CsvColumn{"arrival", "time|at|timestamp|start|asked", true, "12.5"},
                             CsvColumn{"hold", "duration|held|service", false, "0.004"}};
constexpr std::size_t arrival = 0;
constexpr std::size_t hold = 1;

class Reader : public TraceReader {
 public:
  explicit Reader(std::shared_ptr<const Rereadable> file) : file_(std::move(file)), table_(*file_, columns) {}

  std::size_t read(std::span<TracedRequest> rows) override {
    std::size_t count = 0;
    while (count < rows.size() && table_.next()) rows[count++] = take_row();
    return count;
  }

  bool has_holds() const { return table_.has(hold); }
  double share() const { return table_.share(); }

 private:
  TracedRequest take_row() {
    const double asked = table_.seconds(arrival);
    if (!first_) first_ = last_ = asked;
    if (asked < last_) {
      table_.refuse(
          arrival,
          fmt::format("is before the row above; sort the rows by arrival, as sort -t, -k1,1g {} does",
                      quoted(file_->name())));
    }
    last_ = asked;
    return {.at = {asked - *first_}, .hold = {has_holds() ? table_.seconds(hold) : 0}};
  }

  std::shared_ptr<const Rereadable> file_;
  CsvTable table_;
  std::optional<double> first_;
  double last_ = 0;
};

/// Mean and variance, one value after the other (B. P. Welford, Technometrics 4 (1962) 419–420).
class Moments {
 public:
  void add(double value) {
    ++count_;
    const double step = value - mean_;
    mean_ += step / static_cast<double>(count_);
    squares_ += step * (value - mean_);
  }
  double mean() const { return mean_; }
  double scv() const { return mean_ == 0 ? 0 : squares_ / static_cast<double>(count_) / (mean_ * mean_); }

 private:
  std::int64_t count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

}  // namespace

Trace::Trace(const std::string& path, const std::function<void(double)>& progress)
    : file_(std::make_shared<const Rereadable>(path)) {
  Reader reader(file_);
  Moments gaps;
  Moments holds;
  std::vector<TracedRequest> rows(std::size_t{1} << 12);
  while (const std::size_t count = reader.read(rows)) {
    for (const TracedRequest& row : std::span(rows).first(count)) {
      if (summary_.requests++ > 0) gaps.add((row.at - summary_.span).seconds);
      summary_.span = row.at;
      holds.add(row.hold.seconds);
    }
    if (progress) progress(reader.share());
  }
  const auto refuse = [&](std::string_view why) {
    throw Error(Failure::input, std::string(why), {.file = file_->name()});
  };
  if (summary_.requests < 2) {
    refuse(fmt::format("{}; give rows of arrival and hold, such as 0.25,0.004",
                       summary_.requests == 0 ? "no requests" : "a single request"));
  }
  if (summary_.span == Duration{}) refuse("all requests ask at once; give arrivals of a finer resolution");
  summary_.gaps_scv = gaps.scv();
  if (reader.has_holds()) {
    if (holds.mean() == 0) refuse("every hold is 0; give holds of a finer resolution");
    summary_.mean_hold = Duration{holds.mean()};
    summary_.hold_scv = holds.scv();
  }
}

TraceArrivals Trace::arrivals() const {
  return {
      .open = [file = file_]() -> std::unique_ptr<TraceReader> { return std::make_unique<Reader>(file); }};
}

}  // namespace poolsize::sources
