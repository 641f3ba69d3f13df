// The recorded requests of a workload file: in it, or in a file beside it.
#pragma once

#include "json_field.hpp"

#include <poolsize/arrivals.hpp>

#include <string>
#include <vector>

namespace poolsize::sources {

struct WorkloadTrace {
  std::string file;  ///< the path from the workload file's folder; empty: `requests` has them
  std::vector<TracedRequest> requests;  ///< at least two, ascending, the first asks at 0
  bool has_holds = false;               ///< or else the holds of `requests` are 0
  bool operator==(const WorkloadTrace&) const = default;
};

/// {"file": "trace.csv"}, or {"arrival_s": [0, 0.5], "hold_s": [0.1, 0.2]}, where hold_s may be missing.
/// Throws Error(Failure::input) for anything else.
WorkloadTrace workload_trace_of(const JsonField&);

}  // namespace poolsize::sources
