// What one replication counts of the requests after its warm-up.
#pragma once

#include "histogram.hpp"

#include <poolsize/goal.hpp>
#include <poolsize/units.hpp>

#include <algorithm>
#include <optional>

namespace poolsize {

struct Counts {
  Count asked = 0;
  Count served = 0;
  Count at_once = 0;  ///< served without waiting
  Count in_time = 0;  ///< served within the goal
  Count timed_out = 0;
  Count refused = 0;
  Count overtaken = 0;     ///< requests, each once
  double served_wait = 0;  ///< seconds, of all together
  double failed_wait = 0;
  double longest_served = 0;
  double longest_failed = 0;
  double held = 0;  ///< seconds that the served hold their connections

  // The time in which the counted requests ask, up to when the next would ask.
  double observed = 0;
  double open_seconds = 0;  ///< connections × seconds
  Count most_open = 0;
  Count opened = 0;
  Count closed = 0;

  Counts& operator+=(const Counts&);
};

struct Tally {
  Counts counts;
  QuantileHistogram served_waits;
  std::optional<QuantileHistogram> failed_waits;  ///< nothing if none failed

  void serve(double wait, double hold, Duration goal) {
    ++counts.served;
    counts.at_once += static_cast<Count>(wait == 0);
    counts.in_time += static_cast<Count>(wait <= goal.seconds);
    counts.served_wait += wait;
    counts.longest_served = std::max(counts.longest_served, wait);
    counts.held += hold;
    served_waits.add(Duration{wait});
  }
  /// Beside `timed_out` or `refused`.
  void fail(double wait) {
    counts.failed_wait += wait;
    counts.longest_failed = std::max(counts.longest_failed, wait);
    if (!failed_waits) failed_waits.emplace();
    failed_waits->add(Duration{wait});
  }

  void add_waits(const Tally& other);
  Tally& operator+=(const Tally& other);
};

}  // namespace poolsize
