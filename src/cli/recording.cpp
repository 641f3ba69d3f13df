#include "recording.hpp"

#include <poolsize/error.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace poolsize::cli {
namespace {

// What workload.json(5) may say: more is a slip, most often another unit.
constexpr Duration longest_hold{1e9};
constexpr Rate highest_rate{1e9};
constexpr double largest_scv = 1e6;

/// Nobody looks at more.
constexpr double most_steps = 100'000;

}  // namespace

Recording::Recording(const MeasuringConditions& conditions, std::string name)
    : conditions_(conditions), name_(std::move(name)), measuring_(conditions) {}

void Recording::add(const TracedRequest& request) {
  if (measuring_.requests() == 0) first_ = request.at;
  longest_ = std::max(longest_, request.hold);
  if (request.hold > longest_hold) {
    throw Error(Failure::input,
                fmt::format("a hold of {} is longer than thirty years; write the unit of the holds, such as "
                            "hold_ms in the first line",
                            to_string(request.hold)),
                {.file = name_});
  }
  if (conditions_.step && (request.at - first_) / *conditions_.step >= most_steps) {
    throw Error(Failure::input,
                fmt::format("--step {} makes more than {} steps; write a longer one",
                            to_string(*conditions_.step), most_steps),
                {.file = name_});
  }
  measuring_.add(request);
}

Measurement Recording::result() const {
  Measurement result = measuring_.result();
  if (result.rate.value > highest_rate) {
    throw Error(Failure::input,
                fmt::format("{} is more than can be true; write the unit of the arrivals, such as arrival_s "
                            "in the first line",
                            to_string(result.rate.value)),
                {.file = name_});
  }
  if (result.holds && result.holds->scv.value > largest_scv) {
    throw Error(Failure::input, "the holds are spread too far to have a useful mean; check their units",
                {.file = name_});
  }
  return result;
}

}  // namespace poolsize::cli
