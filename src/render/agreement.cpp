#include "agreement.hpp"

#include "figures.hpp"
#include "layout.hpp"
#include "prediction_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace poolsize::render {
namespace {

// Of a dozen figures one lies outside of its 95 % interval by chance more often than not. Twice as far from
// the value as the interval's end, with the 16 replications of the default, is 1 in 1,400 (Student's t with
// 15 degrees of freedom beyond 4.26); figures that differ by less than this share are the same to a reader.
constexpr double times_interval = 2;
constexpr double same_to_a_reader = 0.005;

/// Shares below three in all that were played may be there although none was seen (the rule of three: Hanley
/// & Lippman-Hand, JAMA 249 (1983) 1743–1745).
constexpr double unseen = 3;

bool differs(const FigureRow& row, Count requests) {
  if (!row.model || !std::isfinite(row.played.low) || !std::isfinite(row.played.high)) return false;
  const double value = row.played.value;
  const double gap = *row.model - value;
  if (value == 0 && gap * static_cast<double>(requests) < unseen) return false;
  const double half = gap > 0 ? row.played.high - value : value - row.played.low;
  return std::abs(gap) > times_interval * half && row.show(*row.model) != row.show(value) &&
         std::abs(gap) > same_to_a_reader * std::max(std::abs(value), std::abs(*row.model));
}

void add_pool_reasons(const SimulatedPool& pool, std::vector<std::string>& reasons) {
  if (const auto* queue = std::get_if<SimulatedSqlalchemy>(&pool)) {
    if (queue->recycle < forever)
      reasons.emplace_back("connections are replaced at checkout when they are older than --recycle");
    return;
  }
  const auto& holders = std::get<SimulatedAsyncpg>(pool);
  const SimulatedAsyncpg usual;
  if (holders.max_queries != usual.max_queries || holders.queries_per_request != usual.queries_per_request)
    reasons.emplace_back("a connection is closed when it has run --asyncpg-max-queries");
  if (holders.max_inactive != usual.max_inactive)
    reasons.emplace_back("a connection is closed when it has been idle for --asyncpg-max-inactive");
}

/// Connections are opened for the first time still: hardly one of them has been closed.
bool is_filling(const SimulatedConnections& connections) {
  return connections.opened.value > connections.closed.value * 2;
}

/// What is played and is not in the model.
std::vector<std::string> reasons_of(const PlayedPool& pool) {
  const SimulationPlan& plan = pool.plan;
  std::vector<std::string> reasons;
  if (plan.costs.connect_time > Duration{})
    reasons.emplace_back(
        "a request that opens a connection waits for the connect too, and so do those "
        "behind it");
  if (plan.close_time > Duration{})
    reasons.emplace_back("a connection keeps its place in the pool until its close has ended");
  if (plan.loop_turn > Duration{})
    reasons.emplace_back("who is woken can be overtaken within a turn of the event loop");
  add_pool_reasons(plan.pool, reasons);
  if (plan.instances.count > 1 && plan.instances.balancer == Balancer::round_robin)
    reasons.emplace_back("in turn, requests come to each instance more evenly than by chance");
  if (pool.simulation.refused_probability.value > 0)
    reasons.emplace_back("the server refuses connections beyond its limit");
  if (plan.instances.count > 1 && std::holds_alternative<ClosedArrivals>(plan.arrivals))
    reasons.emplace_back("the model gives each instance users of its own");
  if (std::holds_alternative<TraceArrivals>(plan.arrivals))
    reasons.emplace_back("requests of a trace come in an order that the model does not know");
  if (!pool.simulation.settles)
    reasons.emplace_back("the queue grows without end, and how far it got depends on --requests");
  if (is_filling(pool.simulation.connections))
    reasons.emplace_back(
        "the pool is still filling up when the run ends, for it opens a connection only when all that it has "
        "are busy");
  if (!pool.prediction->model.exact)
    reasons.push_back(fmt::format("{} is an approximation here", pool.prediction->model.name));
  return reasons;
}

}  // namespace

std::string agreement_text(const PlayedPool& pool) {
  if (!pool.prediction || pool.simulation.requests == 0) return "";
  if (pool.simulation.replications < 2)
    return wrapped("One course of events was played; the model speaks of all that are like it.", "", 0);
  std::string gaps;
  for (const FigureRow& row : figure_rows(pool, pool.plan.goal)) {
    if (!differs(row, pool.simulation.requests)) continue;
    gaps += fmt::format("{}{} ({} played, {} by the model)", gaps.empty() ? "" : ", ", row.name,
                        row.show(row.played.value), row.show(*row.model));
  }
  if (gaps.empty()) return wrapped("Model and simulation agree.", "", 0);
  std::string text = wrapped(fmt::format("Model and simulation differ in {}.", gaps), "", 0);
  const std::vector<std::string> reasons = reasons_of(pool);
  if (reasons.empty()) {
    return text + wrapped(
                      "Nothing that is known explains it; --requests with ten times as many tells whether "
                      "it is chance.",
                      "", 0);
  }
  text += "What the model leaves out:\n";
  for (const std::string& reason : reasons) text += wrapped(reason, "  - ", 4);
  return text;
}

std::string goal_verdict(const PlayedPool& pool, const Goal& goal) {
  // 1 − 0.99 is not 0.01 in doubles: equality up to rounding is meeting the goal.
  constexpr double rounding = 1e-12;
  const Simulation& played = pool.simulation;
  if (played.requests == 0) return "";
  const double late = 1 - goal.percentile + rounding;
  const double lost = goal.max_timeouts + rounding;
  const bool misses = played.over_goal.low > late || played.timeout_probability.low > lost;
  const bool meets = played.over_goal.high <= late && played.timeout_probability.high <= lost;
  const std::string_view name = pool.is_sqlalchemy() ? "SQLAlchemy's pool" : "asyncpg's pool";
  if (misses || meets)
    return wrapped(fmt::format("{} {} the goal: {}.", name, meets ? "meets" : "misses", goal_text(goal)), "",
                   0);
  return wrapped(
      fmt::format("Whether {} meets the goal, {}, lies within the intervals; more --requests tell.", name,
                  goal_text(goal)),
      "", 0);
}

}  // namespace poolsize::render
