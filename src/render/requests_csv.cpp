#include "requests_csv.hpp"

#include <fmt/format.h>

#include <iterator>

namespace poolsize::render {

std::string_view requests_csv_header() { return "pool,arrival,wait,hold,end,opened\n"; }

void RequestsCsv::see(const PoolEvent& event) {
  using enum PoolEvent::Kind;
  if (event.request < 0) return;
  if (event.kind == asked) {
    rows_.push_back({.asked = event.at, .ends_waiting = {}, .ends = {}});
    return;
  }
  // What is closed after its request's end belongs to a row that may be gone.
  if (event.request < first_) return;
  Row& row = rows_[static_cast<std::size_t>(event.request - first_)];
  switch (event.kind) {
    case connecting:
      row.opens = true;
      break;
    case got:
      row.ends_waiting = event.at;
      break;
    case timed_out:
    case refused:
      row.ends_waiting = event.at;
      row.end = event.kind;
      break;
    case gave_back:
      row.ends = event.at;
      row.end = gave_back;
      break;
    case asked:
    case closed:
    case overtaken:
      break;
  }
}

std::string RequestsCsv::take() {
  using enum PoolEvent::Kind;
  std::string text;
  while (!rows_.empty() && rows_.front().end != asked) {
    const Row& row = rows_.front();
    const double wait = (row.ends_waiting - row.asked).seconds;
    fmt::format_to(std::back_inserter(text), "{},{:.12g},{:.12g},", pool_, row.asked.seconds, wait);
    if (row.end == gave_back)
      fmt::format_to(std::back_inserter(text), "{:.12g}", (row.ends - row.ends_waiting).seconds);
    const std::string_view end =
        row.end == gave_back ? "served" : (row.end == timed_out ? "timed out" : "refused");
    fmt::format_to(std::back_inserter(text), ",{},{}\n", end, row.opens ? 1 : 0);
    rows_.pop_front();
    ++first_;
  }
  return text;
}

}  // namespace poolsize::render
