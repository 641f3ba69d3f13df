// A workload as it was understood: what the answers rest on.
#pragma once

#include <poolsize/fit.hpp>
#include <poolsize/workload.hpp>

#include <nlohmann/json.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace poolsize::render {

/// The step of a rate profile that asks for most. The goal must hold in it, taken as if it lasted.
struct BusiestStep {
  Duration from;
  Duration to;
  std::size_t of = 1;  ///< so many steps
};

/// A workload, and how well its hold times meet the percentiles that they were fitted to, if they were.
struct UnderstoodWorkload {
  Workload workload;  ///< of all instances together
  std::vector<PercentileFit::Match> matches;
  std::optional<BusiestStep> busiest = {};
};

/// "100/s, held for 100 ms on average (exponential)", with the error at each percentile.
std::string to_text(const UnderstoodWorkload&);

/// {"rps": …, "hold": {"family": …, "mean_s": …, "scv": …}}
nlohmann::ordered_json json_of(const UnderstoodWorkload&);

}  // namespace poolsize::render
