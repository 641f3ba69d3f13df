#include "measurement_json.hpp"

#include "compact.hpp"

#include <fmt/format.h>

#include <cmath>

namespace poolsize::render {
namespace {

using Json = nlohmann::ordered_json;

/// Nine digits are more than any clock tells, and fewer to read.
double shortened(double value) { return number(fmt::format("{:.9g}", value)).value_or(value); }

void add_interval(Json& json, std::string_view name, double low, double high) {
  if (std::isfinite(low) && std::isfinite(high)) json[name] = {shortened(low), shortened(high)};
}

Json histogram_of(const std::vector<HistogramBin>& bins) {
  Json json{{"lower_s", shortened(bins.front().low.seconds)}};
  for (const HistogramBin& bin : bins) {
    json["upper_s"].push_back(shortened(bin.high.seconds));
    json["count"].push_back(static_cast<Count>(bin.count));
  }
  return json;
}

Json json_of(const MeasuredHolds& holds) {
  Json json{{"mean_s", shortened(holds.mean.value.seconds)}, {"scv", shortened(holds.scv.value)}};
  for (const MeasuredHolds::AtPercentile& at : holds.percentiles)
    if (at.hold.value > Duration{})
      json["quantiles"][fmt::format("p{}", rounded(at.p * 100))] = shortened(at.hold.value.seconds);
  if (json.contains("quantiles") && json["quantiles"].size() < 2) json.erase("quantiles");
  json["histogram"] = histogram_of(holds.histogram);
  return json;
}

Json json_of(const BusyConnections& busy) {
  return {{"mean", shortened(busy.mean)},
          {"p50", busy.p50},
          {"p95", busy.p95},
          {"p99", busy.p99},
          {"max", busy.most}};
}

Json intervals_of(const Measurement& measured) {
  Json json = Json::object();
  add_interval(json, "rps", measured.rate.low.per_second, measured.rate.high.per_second);
  if (measured.holds) {
    add_interval(json, "hold_mean_s", measured.holds->mean.low.seconds, measured.holds->mean.high.seconds);
    add_interval(json, "hold_scv", measured.holds->scv.low, measured.holds->scv.high);
  }
  if (measured.gaps) add_interval(json, "arrivals_scv", measured.gaps->scv.low, measured.gaps->scv.high);
  return json;
}

}  // namespace

std::string workload_json(const Measured& measured) {
  const Measurement& of = measured.measurement;
  Json json{{"schema", "poolsize.workload/v1"}, {"rps", shortened(of.rate.value.per_second)}};
  if (of.holds) json["hold"] = json_of(*of.holds);
  if (of.busy) json["busy"] = json_of(*of.busy);
  if (of.gaps) {
    const bool poisson = of.gaps->pattern == GapPattern::poisson;
    json["arrivals"] = {{"scv", poisson ? 1 : shortened(of.gaps->scv.value)}};
  }
  for (const ProfileArrivals::Step& step : of.profile)
    json["profile"].push_back(
        {{"from_s", shortened(step.from.seconds)}, {"rps", shortened(step.rate.per_second)}});
  json["window_s"] = shortened(of.window.seconds);
  json["requests"] = of.requests;
  json["ci95"] = intervals_of(of);
  std::string source = measured.from + (measured.notes.empty() ? "" : ".");
  for (const std::string& note : measured.notes) source += ' ' + note;
  json["source"] = std::move(source);
  return compact(json);
}

}  // namespace poolsize::render
