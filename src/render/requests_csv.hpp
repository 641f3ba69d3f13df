// What became of each request of a simulation, a row each.
#pragma once

#include <poolsize/pool_event.hpp>

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

namespace poolsize::render {

/// The names of the columns.
std::string_view requests_csv_header();

/// Events one after the other, as rows in the order of asking: when it asked, how long it waited (until it
/// had its connection, or until it failed), how long it held the connection (empty if it failed), how it
/// ended, and whether a connection was opened for it. Times are seconds.
class RequestsCsv {
 public:
  explicit RequestsCsv(std::string_view pool) : pool_(pool) {}

  void see(const PoolEvent&);
  /// The rows of the requests that have ended, up to the first that has not.
  std::string take();

 private:
  struct Row {
    Duration asked;
    Duration ends_waiting;
    Duration ends;
    PoolEvent::Kind end = PoolEvent::Kind::asked;
    bool opens = false;
  };

  std::string_view pool_;
  Count first_ = 0;  ///< the request of the first row
  std::deque<Row> rows_;
};

}  // namespace poolsize::render
