// A workload as it was understood: what the answers rest on.
#pragma once

#include <poolsize/fit.hpp>
#include <poolsize/workload.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace poolsize::render {

/// A workload, and how well its hold times meet the percentiles that they were fitted to, if they were.
struct UnderstoodWorkload {
  Workload workload;  ///< of all instances together
  std::vector<PercentileFit::Match> matches;
};

/// "100/s, held for 100 ms on average (exponential)", with the error at each percentile.
std::string to_text(const UnderstoodWorkload&);

/// {"rps": …, "hold": {"family": …, "mean_s": …, "scv": …}}
nlohmann::ordered_json json_of(const UnderstoodWorkload&);

}  // namespace poolsize::render
