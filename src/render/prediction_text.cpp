#include "prediction_text.hpp"

#include "layout.hpp"

#include <fmt/format.h>

#include <array>
#include <functional>

namespace poolsize::render {
namespace {

std::string pool_size_text(const std::optional<SqlalchemySettings>& pool) {
  if (!pool) return "";
  if (pool->unlimited()) return "no limit";
  return fmt::format("{} + {}", pool->pool_size, pool->max_overflow);
}

std::string pool_size_text(const std::optional<AsyncpgSettings>& pool) {
  return pool ? fmt::format("{}", pool->max_size) : "";
}

using Cell = std::function<std::string(const Prediction&)>;

std::string of_wait(const Prediction& prediction, Duration WaitTimes::*time) {
  return prediction.wait ? to_string((*prediction.wait).*time) : "never ends";
}

struct Row {
  std::string name;
  Cell cell;
};

std::vector<Row> rows_for(const Goal& goal) {
  const auto share = [](const Prediction& p, double WaitTimes::*part) {
    return p.wait ? percent((*p.wait).*part) : "100 %";
  };
  return {
      {"connections busy on average", [](const Prediction& p) { return rounded(p.mean_busy); }},
      {"utilisation",
       [](const Prediction& p) { return p.utilisation ? percent(*p.utilisation) : "no limit"; }},
      {"requests that wait", [=](const Prediction& p) { return share(p, &WaitTimes::probability); }},
      {fmt::format("requests that wait over {}", to_string(goal.max_wait)),
       [=](const Prediction& p) { return share(p, &WaitTimes::over_goal); }},
      {"mean wait", [](const Prediction& p) { return of_wait(p, &WaitTimes::mean); }},
      {"p50 of the waits", [](const Prediction& p) { return of_wait(p, &WaitTimes::p50); }},
      {"p95 of the waits", [](const Prediction& p) { return of_wait(p, &WaitTimes::p95); }},
      {"p99 of the waits", [](const Prediction& p) { return of_wait(p, &WaitTimes::p99); }},
      {"p99.9 of the waits", [](const Prediction& p) { return of_wait(p, &WaitTimes::p999); }},
      {"requests that time out", [](const Prediction& p) { return percent(p.timeout_probability); }},
      {"requests served", [](const Prediction& p) { return to_string(p.throughput); }},
      {"connections opened",
       [](const Prediction& p) { return p.connections.opened ? to_string(*p.connections.opened) : "-"; }},
      {"model", [](const Prediction& p) { return p.model.name; }},
  };
}

/// Every pool's accuracy that is not "exact", said once.
std::string accuracy_text(const Predictions& predictions) {
  std::string text;
  std::string said;
  for (const auto* prediction : {&predictions.sqlalchemy, &predictions.asyncpg}) {
    if (!*prediction || (*prediction)->model.accuracy.empty() || (*prediction)->model.accuracy == said)
      continue;
    said = (*prediction)->model.accuracy;
    text += wrapped(said, "  ", 2);
  }
  return text;
}

/// What an overloaded step hands on. A fluid's backlog grows by what is asked less what is served (G. F.
/// Newell 1982, Applications of Queueing Theory, chapter 2); with a timeout it stops growing.
std::string backlog_text(const BusiestStep& step, const Prediction& prediction) {
  const std::string played = "; what comes after begins with them, which poolsize simulate plays.";
  if (prediction.wait)
    return "Who is in line when that step ends is still served or times out in the next, which poolsize "
           "simulate plays.";
  const double capacity = prediction.mean_busy;
  const double holds = prediction.throughput.per_second / capacity * (step.to - step.from).seconds;
  const double in_line = (prediction.offered_load.erlangs - capacity) * holds;
  return fmt::format("Some {} requests are in line when that step ends{}", rounded(in_line), played);
}

/// Where so many requests open a connection that their connects would show at the goal's percentile.
std::string connects_text(const Predictions& predictions, const Goal& goal) {
  if (!predictions.sqlalchemy) return "";
  const OpenConnections& connections = predictions.sqlalchemy->connections;
  const double opened = connections.opened_per_request.value_or(0);
  if (connections.connect_counted || opened <= 1 - goal.percentile) return "";
  return wrapped(
      fmt::format("SQLAlchemy's pool opens a connection on {} of the checkouts; what each of these waits for "
                  "it is not counted, --connect-time says how long that is.",
                  percent(opened)),
      "  ", 2);
}

}  // namespace

std::string goal_text(const Goal& goal) {
  return fmt::format("p{} of the waits at most {} and at most {} time-outs", rounded(goal.percentile * 100),
                     to_string(goal.max_wait), percent(goal.max_timeouts));
}

std::string prediction_table(const PoolSettings& settings, const Predictions& predictions, const Goal& goal,
                             const PoolSettings* smallest) {
  constexpr std::size_t names = 34;
  constexpr std::size_t cells = 18;
  std::string text;
  const auto line = [&](std::string_view name, const std::string& sqlalchemy, const std::string& asyncpg) {
    std::string row = "  " + left(name, names);
    if (predictions.sqlalchemy) row += right(sqlalchemy, cells);
    if (predictions.asyncpg) row += right(asyncpg, cells);
    text += row + '\n';
  };
  const auto cell = [](const std::optional<Prediction>& prediction, const Cell& show) {
    return prediction ? show(*prediction) : std::string();
  };

  line("", "SQLAlchemy", "asyncpg");
  line("connections at most", pool_size_text(settings.sqlalchemy), pool_size_text(settings.asyncpg));
  for (const Row& row : rows_for(goal))
    line(row.name, cell(predictions.sqlalchemy, row.cell), cell(predictions.asyncpg, row.cell));
  if (smallest != nullptr) {
    line("smallest that meets the goal", pool_size_text(smallest->sqlalchemy),
         pool_size_text(smallest->asyncpg));
  }
  return text + accuracy_text(predictions) + connects_text(predictions, goal);
}

std::string prediction_text(const UnderstoodWorkload& workload, const PoolSettings& settings,
                            const Predictions& predictions, const Goal& goal) {
  std::string text = wrapped(to_text(workload), "", 2) + prediction_table(settings, predictions, goal);
  const auto verdict = [&](std::string_view name, const std::optional<Prediction>& prediction) {
    if (!prediction) return;
    const bool overloaded = prediction->utilisation.value_or(0) >= 1 && !workload.workload.population;
    const std::string verb = meets(*prediction, goal) ? "meets" : "misses";
    text += wrapped(fmt::format("{} {} the goal: {}.", name, verb, goal_text(goal)), "", 0);
    if (!prediction->wait) {
      text += wrapped(
          fmt::format("More is asked of {} than it can do, so its queue grows without end.", name), "", 0);
    }
    if (overloaded && workload.busiest) text += wrapped(backlog_text(*workload.busiest, *prediction), "", 0);
  };
  text += '\n';
  verdict("SQLAlchemy's pool", predictions.sqlalchemy);
  verdict("asyncpg's pool", predictions.asyncpg);
  return text;
}

}  // namespace poolsize::render
