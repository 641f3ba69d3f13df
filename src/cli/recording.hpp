// What was recorded, on its way into a measurement: what cannot be true is refused.
#pragma once

#include <poolsize/measurement.hpp>

#include <string>

namespace poolsize::cli {

class Recording {
 public:
  /// `name` is the recording's, for messages.
  Recording(const MeasuringConditions& conditions, std::string name);

  /// Throws Error(Failure::input) for a hold of more than thirty years, and for a moment that --step is too
  /// short for. Requires: `at` never falls.
  void add(const TracedRequest& request);

  Count requests() const { return measuring_.requests(); }
  Duration window() const { return measuring_.window(); }
  Duration longest() const { return longest_; }

  /// Throws Error(Failure::input) for what no workload can say. Requires: as Measuring::result().
  Measurement result() const;

 private:
  MeasuringConditions conditions_;
  std::string name_;
  Measuring measuring_;
  Duration first_;
  Duration longest_;
};

}  // namespace poolsize::cli
