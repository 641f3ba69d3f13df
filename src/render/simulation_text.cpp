#include "simulation_text.hpp"

#include "agreement.hpp"
#include "figures.hpp"
#include "layout.hpp"
#include "settings_table.hpp"

#include <fmt/format.h>

#include <cmath>

namespace poolsize::render {
namespace {

std::string traffic_text(const PlayedTraffic& traffic) {
  std::string text = traffic.drawn ? to_text(*traffic.drawn) : "";
  if (!traffic.description.empty()) text += (text.empty() ? "" : "; ") + traffic.description;
  return wrapped(text, "", 2);
}

std::string how_text(const PlayedPool& pool) {
  const Simulation& played = pool.simulation;
  std::string text = fmt::format("{} requests in {} run{}", played.requests, played.replications,
                                 played.replications == 1 ? "" : "s");
  if (played.warm_up > 0) text += fmt::format(", the first {} of each left out", played.warm_up);
  if (pool.plan.instances.count > 1)
    text += fmt::format(", {} instances together", pool.plan.instances.count);
  if (pool.plan.instances.engines > 1)
    text += fmt::format(", one of {} engines on average", pool.plan.instances.engines);
  text += fmt::format(", seed {}", played.seed);
  return text;
}

std::string pool_text(const PlayedPool& pool, const Goal& goal) {
  constexpr std::size_t names = 32;
  constexpr std::size_t values = 12;
  constexpr std::size_t intervals = 24;
  constexpr std::size_t models = 10;
  std::string text;
  const auto line = [&](std::string_view name, std::string_view value, std::string_view interval,
                        std::string_view model) {
    std::string row =
        "  " + left(name, names) + right(value, values) + right(interval, intervals) + right(model, models);
    row.erase(row.find_last_not_of(' ') + 1);
    text += row + '\n';
  };
  text += wrapped(size_text(pool.plan.pool), "", 2);
  text += wrapped(how_text(pool), "  ", 2);
  if (pool.simulation.requests == 0) return text + "  Stopped before anything was known.\n";
  line("", "played", "95 % interval", pool.prediction ? pool.prediction->model.name : "");
  if (pool.simulation.utilisation)
    line("utilisation", percent(*pool.simulation.utilisation), "",
         pool.prediction && pool.prediction->utilisation ? percent(*pool.prediction->utilisation) : "");
  for (const FigureRow& row : figure_rows(pool, goal)) {
    std::string model;
    if (row.model) model = row.show(*row.model);
    if (pool.prediction && !pool.prediction->wait && row.name == "mean wait") model = "endless";
    line(row.name, row.show(row.played.value), interval_text(row.played, row.show), model);
  }
  text += '\n' + goal_verdict(pool, goal) + agreement_text(pool);
  if (!pool.simulation.settles)
    text += wrapped(
        "More is asked of the pool than it can do, so its queue grows without end: these figures "
        "are those of a run of this length.",
        "", 0);
  if (pool.simulation.settles && !pool.simulation.warmed_up)
    text += wrapped(
        "Where the warm-up ends was not found, and half of what was searched is left out; more --requests "
        "search further.",
        "", 0);
  if (!pool.simulation.precise && !pool.simulation.partial)
    text += wrapped("The --precision asked for was not reached within a thousand million requests.", "", 0);
  return text;
}

std::string at_once_text(const PlayedSettings& settings) {
  return wrapped(
      fmt::format(
          "The pools compete for the {} connections that the server has left for them, and are played at "
          "once, each engine's with traffic of its own.",
          *settings.pools.front().plan.instances.server_limit),
      "", 0);
}

}  // namespace

std::string size_text(const SimulatedPool& pool) {
  if (const auto* queue = std::get_if<SimulatedSqlalchemy>(&pool)) {
    if (queue->settings.unlimited()) return "SQLAlchemy, without limit";
    return fmt::format("SQLAlchemy, pool_size {} + max_overflow {}", queue->settings.pool_size,
                       queue->settings.max_overflow);
  }
  return fmt::format("asyncpg, max_size {}", std::get<SimulatedAsyncpg>(pool).settings.max_size);
}

std::string simulation_text(const Played& played) {
  std::string text = traffic_text(played.traffic);
  if (played.stopped) text += "Stopped early: the figures are of what was played until then.\n";
  if (played.variants.size() > 1 || played.swept) return text + '\n' + settings_table(played);
  for (const PlayedSettings& settings : played.variants) {
    if (settings.at_once) text += '\n' + at_once_text(settings);
    for (const PlayedPool& pool : settings.pools) text += '\n' + pool_text(pool, played.goal);
  }
  return text;
}

}  // namespace poolsize::render
