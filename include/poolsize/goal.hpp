// What must hold for the requests that want a connection.
#pragma once

#include <poolsize/units.hpp>

namespace poolsize {

struct Goal {
  /// At `percentile` the wait is at most this. Default 100 ms.
  Duration max_wait{0.1};
  /// Share of the requests that must have their connection by then, time-outs counted as not. Default 0.99.
  double percentile = 0.99;
  /// Share of the requests that may time out. Default 0.001.
  double max_timeouts = 0.001;
  bool operator==(const Goal&) const = default;
};

}  // namespace poolsize
