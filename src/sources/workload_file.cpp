#include "workload_file.hpp"

#include "json_quantity.hpp"
#include "json_schema.hpp"
#include "workload_hold.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace poolsize::sources {
namespace {

BusyConnections busy_of(const JsonField& field) {
  constexpr std::array<std::string_view, 5> known{"mean", "p50", "p95", "p99", "max"};
  expect_only(field, known);
  const auto amount = [&](std::string_view name) -> std::optional<double> {
    const std::optional<JsonField> found = member(field, name);
    return found ? std::optional(amount_of(*found)) : std::nullopt;
  };
  return {.mean = amount("mean"),
          .p50 = amount("p50"),
          .p95 = amount("p95"),
          .p99 = amount("p99"),
          .max = amount("max")};
}

std::optional<double> arrivals_scv_of(const JsonField& field) {
  constexpr std::array<std::string_view, 1> known{"scv"};
  expect_only(field, known);
  const std::optional<JsonField> scv = member(field, "scv");
  return scv ? std::optional(scv_of(*scv)) : std::nullopt;
}

/// How well the rest is known, which nothing is computed from.
void check_intervals(const JsonField& field) {
  constexpr std::array<std::string_view, 4> known{"rps", "hold_mean_s", "hold_scv", "arrivals_scv"};
  expect_only(field, known);
  for (const JsonField& interval : members(field)) {
    const std::vector<JsonField> ends = elements(interval);
    if (ends.size() != 2) refuse(interval, "is not two numbers; write the lower end and the upper one");
    if (amount_of(ends[1]) < amount_of(ends[0])) refuse(interval, "ends below where it begins; swap them");
  }
}

JsonField needed(const JsonField& object, std::string_view name) {
  std::optional<JsonField> found = member(object, name);
  if (!found) refuse(object, fmt::format("has no {}; write {{\"from_s\": 0, \"rps\": 100}}", name));
  return *std::move(found);
}

std::vector<ProfileStep> profile_of(const JsonField& field, std::optional<Duration> window) {
  constexpr std::array<std::string_view, 2> known{"from_s", "rps"};
  std::vector<ProfileStep> steps;
  for (const JsonField& element : elements(field)) {
    expect_only(element, known);
    const JsonField from = needed(element, "from_s");
    const ProfileStep step{.from = moment_of(from), .rate = idle_rate_of(needed(element, "rps"))};
    if (steps.empty() && step.from > Duration{})
      refuse(from, "is not 0, where the first step begins; write 0");
    if (!steps.empty() && step.from <= steps.back().from)
      refuse(from, fmt::format("is not above {}, where the step before begins", steps.back().from.seconds));
    if (window && step.from >= *window)
      refuse(from, fmt::format("is not below window_s {}", window->seconds));
    steps.push_back(step);
  }
  if (!window) refuse(field, "needs window_s, where its last step ends; add it");
  if (std::ranges::all_of(steps, [](const ProfileStep& step) { return step.rate == Rate{}; }))
    refuse(field, "has no traffic; write at least one step with rps above 0");
  return steps;
}

}  // namespace

WorkloadFile parse_workload(std::string_view text, std::string_view file) {
  const Json document = parse_json(text, file);
  const JsonField root{.value = &document, .source = {.text = text, .file = file}, .path = {}};
  expect_schema(root, "workload");
  constexpr std::array<std::string_view, 12> known{"schema", "$schema",  "rps",     "hold",
                                                   "busy",   "arrivals", "profile", "window_s",
                                                   "source", "requests", "ci95",    "trace"};
  expect_only(root, known);

  WorkloadFile workload;
  if (const auto field = member(root, "rps")) workload.rate = rate_of(*field);
  if (const auto field = member(root, "hold")) {
    FileHold said = hold_of(*field);
    workload.hold = std::move(said.hold);
    workload.matches = std::move(said.matches);
  }
  if (const auto field = member(root, "busy")) workload.busy = busy_of(*field);
  if (const auto field = member(root, "arrivals")) workload.arrivals_scv = arrivals_scv_of(*field);
  if (const auto field = member(root, "window_s")) workload.window = time_of(*field);
  if (const auto field = member(root, "profile")) workload.profile = profile_of(*field, workload.window);
  if (const auto field = member(root, "trace")) {
    if (!workload.profile.empty()) refuse(*field, "says when requests come, and so does profile; keep one");
    workload.trace = workload_trace_of(*field);
  }
  if (const auto field = member(root, "requests")) workload.requests = amount_of(*field);
  if (const auto field = member(root, "ci95")) check_intervals(*field);
  if (const auto field = member(root, "source")) workload.source = text_of(*field);
  return workload;
}

}  // namespace poolsize::sources
