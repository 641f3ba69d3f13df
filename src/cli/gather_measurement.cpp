#include "gather_measurement.hpp"

#include "gather_log.hpp"
#include "interrupt.hpp"
#include "recording.hpp"
#include "sources/trace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

namespace poolsize::cli {
namespace {

/// Of so many steps a profile has its shape; the length is one that people use.
std::string step_for(Duration window) {
  struct Step {
    std::string_view text;
    Duration length;
  };
  constexpr std::array steps{Step{"1h", {3600}}, Step{"10m", {600}}, Step{"1m", {60}}, Step{"10s", {10}}};
  constexpr double enough = 12;
  const auto* const step =
      std::ranges::find_if(steps, [&](const Step& each) { return window >= each.length * enough; });
  return std::string(step == steps.end() ? "1s" : step->text);
}

render::Measured from_trace(const Call& call, const std::string& path) {
  const auto file = std::make_shared<const sources::Rereadable>(path);
  sources::TraceRows rows(file);
  Recording recording(
      {.has_holds = rows.has_holds(), .resolution = {}, .step = call.inputs().positive_duration("step")},
      file->name());
  ProgressLine line = call.progress();
  std::vector<TracedRequest> block(std::size_t{1} << 12);
  while (const std::size_t count = rows.read(block)) {
    for (const TracedRequest& row : std::span(block).first(count)) recording.add(row);
    if (Interrupt::asked()) break;
    line.tell(rows.share(), file->name());
  }
  line.clear();
  sources::expect_traffic(recording.requests(), recording.window(),
                          rows.has_holds() ? std::optional(recording.longest()) : std::nullopt, file->name());
  render::Measured measured{
      .measurement = recording.result(), .from = file->name(), .notes = {}, .step = {}, .file = {}};
  if (!rows.has_holds()) {
    measured.notes.emplace_back(
        "The trace has no column called hold: what reads the workload needs --duration too.");
  }
  return measured;
}

/// Those of the flag, and the words behind, as a shell makes them of *.log.
std::vector<std::string> logs_of(const Arguments& arguments) {
  std::vector<std::string> logs = arguments.all("postgres-log");
  if (logs.empty() && !arguments.words.empty()) {
    throw Error(Failure::input,
                fmt::format("{0} may be any recording; write --trace {0} or --postgres-log {0}",
                            quoted(arguments.words.front())));
  }
  if (logs.empty()) {
    for (const std::string_view flag : {"log-line-prefix", "application", "database", "user"})
      if (arguments.has(flag))
        throw Error(Failure::input, fmt::format("--{} goes with --postgres-log; add it", flag));
  }
  logs.insert(logs.end(), arguments.words.begin(), arguments.words.end());
  return logs;
}

}  // namespace

render::Measured gather_measurement(const Call& call) {
  const std::string* trace = call.arguments().find("trace");
  const std::vector<std::string> logs = logs_of(call.arguments());
  if (trace == nullptr && logs.empty())
    throw Error(Failure::input, "nothing to measure; add --trace FILE or --postgres-log FILE");
  if (trace != nullptr && !logs.empty())
    throw Error(Failure::input, "--trace and --postgres-log are both recordings; give one");
  render::Measured measured = trace != nullptr ? from_trace(call, *trace) : gather_log(call, logs);
  measured.step = step_for(measured.measurement.window);
  return measured;
}

}  // namespace poolsize::cli
