#include "figures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace poolsize::render {
namespace {

Estimate<double> plain(const Estimate<Duration>& time) {
  return {time.value.seconds, time.low.seconds, time.high.seconds};
}
Estimate<double> plain(const Estimate<Rate>& rate) {
  return {rate.value.per_second, rate.low.per_second, rate.high.per_second};
}

std::string show_time(double seconds) { return to_string(Duration{seconds}); }
/// Less than one in thirty years is rounding, in whatever was subtracted.
constexpr double rounding = 1e-9;
std::string show_rate(double per_second) { return to_string(Rate{per_second < rounding ? 0 : per_second}); }

struct NamedTime {
  std::string_view name;
  Estimate<Duration> SimulatedWait::*played;
  Duration WaitTimes::*model;
};
constexpr std::array times{
    NamedTime{"mean wait", &SimulatedWait::mean, &WaitTimes::mean},
    NamedTime{"p50 of the waits", &SimulatedWait::p50, &WaitTimes::p50},
    NamedTime{"p95 of the waits", &SimulatedWait::p95, &WaitTimes::p95},
    NamedTime{"p99 of the waits", &SimulatedWait::p99, &WaitTimes::p99},
    NamedTime{"p99.9 of the waits", &SimulatedWait::p999, &WaitTimes::p999},
};

}  // namespace

std::vector<FigureRow> figure_rows(const PlayedPool& pool, const Goal& goal) {
  const Simulation& played = pool.simulation;
  const std::optional<Prediction>& model = pool.prediction;
  const bool has_wait = model && model->wait;
  const auto of_wait = [&](double WaitTimes::*part) {
    return has_wait ? std::optional((*model->wait).*part) : std::nullopt;
  };
  const auto of_model = [&](auto part) { return model ? std::optional(part(*model)) : std::nullopt; };

  std::vector<FigureRow> rows;
  rows.push_back({"connections busy on average", played.mean_busy,
                  of_model([](const Prediction& p) { return p.mean_busy; }), rounded});
  rows.push_back({"requests waiting on average", played.mean_waiting, std::nullopt, rounded});
  rows.push_back({"requests that wait", played.wait_probability, of_wait(&WaitTimes::probability), percent});
  rows.push_back({fmt::format("requests that wait over {}", to_string(goal.max_wait)), played.over_goal,
                  of_wait(&WaitTimes::over_goal), percent});
  if (played.served) {
    for (const NamedTime& time : times) {
      rows.push_back({std::string(time.name), plain((*played.served).*time.played),
                      has_wait ? std::optional(((*model->wait).*time.model).seconds) : std::nullopt,
                      show_time});
    }
    const double longest = played.served->longest.seconds;
    rows.push_back({"longest wait", {longest, longest, longest}, std::nullopt, show_time});
  }
  rows.push_back({"requests that time out", played.timeout_probability,
                  of_model([](const Prediction& p) { return p.timeout_probability; }), percent});
  if (pool.plan.instances.server_limit)
    rows.push_back({"requests told \"too many clients\"", played.refused_probability, std::nullopt, percent});
  if (pool.plan.loop_turn > Duration{})
    rows.push_back({"requests overtaken in line", played.overtaken_probability, std::nullopt, percent});
  rows.push_back({"requests served", plain(played.throughput),
                  of_model([](const Prediction& p) { return p.throughput.per_second; }), show_rate});
  rows.push_back({"connections open on average", played.connections.mean_open,
                  model ? model->connections.mean : std::nullopt, rounded});
  const auto most = static_cast<double>(played.connections.most_open);
  rows.push_back({"connections open at most", {most, most, most}, std::nullopt, rounded});
  rows.push_back({"connections opened", plain(played.connections.opened),
                  model && model->connections.opened ? std::optional(model->connections.opened->per_second)
                                                     : std::nullopt,
                  show_rate});
  return rows;
}

std::string interval_text(const Estimate<double>& figure, const std::function<std::string(double)>& show) {
  if (!std::isfinite(figure.low) || !std::isfinite(figure.high)) return "not known";
  if (figure.low == figure.high) return "";
  return fmt::format("{} … {}", show(std::max(figure.low, 0.0)), show(figure.high));
}

}  // namespace poolsize::render
