#include "workload_trace.hpp"

#include "json_quantity.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>

namespace poolsize::sources {
namespace {

std::vector<TracedRequest> requests_of(const JsonField& arrivals) {
  std::vector<TracedRequest> requests;
  double first = 0;
  double last = 0;
  for (const JsonField& element : elements(arrivals)) {
    const double asked = amount_of(element);
    if (requests.empty()) first = last = asked;
    if (asked < last)
      refuse(element, fmt::format("is before {}, when the request in front of it asks; sort them", last));
    last = asked;
    requests.push_back({.at = {asked - first}, .hold = {}});
  }
  if (requests.size() < 2) refuse(arrivals, "has no two requests; write when each of them asks, in seconds");
  return requests;
}

}  // namespace

WorkloadTrace workload_trace_of(const JsonField& field) {
  constexpr std::array<std::string_view, 3> known{"file", "arrival_s", "hold_s"};
  expect_only(field, known);
  const std::optional<JsonField> file = member(field, "file");
  const std::optional<JsonField> arrivals = member(field, "arrival_s");
  const std::optional<JsonField> holds = member(field, "hold_s");
  if (file && (arrivals || holds)) refuse(field, "has the requests and a file of them; keep one");
  if (file) {
    if (text_of(*file).empty()) refuse(*file, "is no path; write one such as \"trace.csv\"");
    return {.file = text_of(*file)};
  }
  if (!arrivals) refuse(field, "has no requests; write {\"file\": \"trace.csv\"}, or arrival_s and hold_s");
  WorkloadTrace trace{.requests = requests_of(*arrivals), .has_holds = holds.has_value()};
  if (!holds) return trace;
  const std::vector<JsonField> each = elements(*holds);
  if (each.size() != trace.requests.size())
    refuse(*holds, fmt::format("has {} numbers for {} requests; write one for each", each.size(),
                               trace.requests.size()));
  for (std::size_t i = 0; i < each.size(); ++i) trace.requests[i].hold = moment_of(each[i]);
  return trace;
}

}  // namespace poolsize::sources
