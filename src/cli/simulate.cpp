#include "simulate.hpp"

#include "call.hpp"
#include "exit_code.hpp"
#include "gather_simulation.hpp"
#include "interrupt.hpp"
#include "progress.hpp"
#include "render/requests_csv.hpp"
#include "render/simulation_json.hpp"
#include "render/simulation_text.hpp"
#include "render/timeline.hpp"

#include <poolsize/simulation.hpp>

#include <fmt/format.h>

namespace poolsize::cli {
namespace {

/// What the model says of one instance, for all of them together.
Prediction of_all(Prediction one, Count instances) {
  const auto times = static_cast<double>(instances);
  one.offered_load = Load{one.offered_load.erlangs * times};
  one.mean_busy *= times;
  one.throughput = one.throughput * times;
  if (one.connections.mean) *one.connections.mean *= times;
  if (one.connections.most) *one.connections.most *= instances;
  if (one.connections.opened) *one.connections.opened = *one.connections.opened * times;
  return one;
}

Predictions predicted(const PoolSettings& settings, const GivenTraffic& traffic) {
  PoolSettings answered = settings;
  if (!traffic.sqlalchemy.modelled) answered.sqlalchemy.reset();
  if (!traffic.asyncpg.modelled) answered.asyncpg.reset();
  if (!answered.sqlalchemy && !answered.asyncpg) return {};
  const Workload& any =
      traffic.sqlalchemy.modelled ? *traffic.sqlalchemy.modelled : *traffic.asyncpg.modelled;
  return predict(answered,
                 {.sqlalchemy = traffic.sqlalchemy.modelled.value_or(any),
                  .asyncpg = traffic.asyncpg.modelled.value_or(any)},
                 traffic.question);
}

/// The pools of the settings, ready to be played.
std::vector<render::PlayedPool> pools_of(const Call& call, const PoolSettings& settings,
                                         const GivenTraffic& traffic) {
  const Predictions predictions = predicted(settings, traffic);
  const Count instances = traffic.question.deployment.instances;
  std::vector<render::PlayedPool> pools;
  const auto add = [&](const SimulatedPool& pool, const PoolTraffic& own,
                       const std::optional<Prediction>& prediction) {
    SimulationPlan plan = gather_plan(call, traffic.question, own);
    plan.pool = pool;
    if (std::holds_alternative<SimulatedSqlalchemy>(pool))
      plan.instances.engines = traffic.question.deployment.engines;
    require_playable(plan);
    pools.push_back({.plan = std::move(plan), .simulation = {}, .prediction = {}});
    if (prediction) pools.back().prediction = of_all(*prediction, instances);
  };
  if (settings.sqlalchemy)
    add(simulated(*settings.sqlalchemy, call.inputs()), traffic.sqlalchemy, predictions.sqlalchemy);
  if (settings.asyncpg)
    add(simulated(*settings.asyncpg, traffic.question, call.inputs()), traffic.asyncpg, predictions.asyncpg);
  return pools;
}

std::vector<SimulationPlan> plans_of(const std::vector<render::PlayedPool>& pools) {
  std::vector<SimulationPlan> plans;
  plans.reserve(pools.size());
  for (const render::PlayedPool& pool : pools) plans.push_back(pool.plan);
  return plans;
}

/// Plays all settings, one after the other, until it is interrupted.
void play(render::Played& played, ProgressLine& line) {
  const std::size_t all = played.variants.size();
  std::size_t done = 0;
  SimulationControl control{.stop = &Interrupt::asked(), .progress = {}};
  control.progress = [&](const SimulationProgress& progress) {
    const double share =
        progress.planned == 0
            ? 0
            : std::min(1.0, static_cast<double>(progress.requests) / static_cast<double>(progress.planned));
    line.tell((static_cast<double>(done) + share) / static_cast<double>(all),
              fmt::format("{} requests", progress.planned * static_cast<Count>(all)));
  };
  for (render::PlayedSettings& settings : played.variants) {
    if (Interrupt::asked()) break;
    std::vector<Simulation> simulations = simulate_together(plans_of(settings.pools), control);
    for (std::size_t i = 0; i < simulations.size(); ++i)
      settings.pools[i].simulation = std::move(simulations[i]);
    ++done;
  }
  played.stopped = Interrupt::asked();
  line.clear();
}

struct Stopped {};

/// Plays one run of the pools, and tells `see` what happens until it is interrupted: one pool after the
/// other, or all at once where they compete. Of several engines only the first is seen, and its requests are
/// numbered by themselves.
void watch_pools(const std::vector<SimulationPlan>& plans, ProgressLine& line, std::string_view what,
                 const std::function<void(std::size_t plan, const PoolEvent&)>& see) {
  const auto look = [&](std::size_t plan, const PoolEvent& event) {
    see(plan, event);
    if (Interrupt::asked()) throw Stopped{};
    constexpr Count now_and_then = 1 << 12;
    if (event.request % now_and_then == 0)
      line.tell(static_cast<double>(event.request) / static_cast<double>(plans[plan].requests), what);
  };
  try {
    if (!compete(plans)) {
      for (std::size_t i = 0; i < plans.size(); ++i)
        watch(plans[i], 0, plans[i].requests, [&](const PoolEvent& event) { look(i, event); });
      return;
    }
    Count requests = 0;
    for (const SimulationPlan& plan : plans) requests += plan.requests * plan.instances.engines;
    std::vector<Count> asked(plans.size());
    std::vector<Count> own_numbers;
    watch_together(plans, 0, requests, [&](std::size_t plan, PoolEvent event) {
      if (event.kind == PoolEvent::Kind::asked)
        own_numbers.push_back(asked[plan] += event.engine == 0 ? 1 : 0);
      if (event.engine > 0) return;
      if (event.request >= 0) event.request = own_numbers[static_cast<std::size_t>(event.request)] - 1;
      look(plan, event);
    });
  } catch (const Stopped&) {
  }
}

int show_timeline(const Call& call, const render::Played& played, ProgressLine& line) {
  if (call.format() == "csv")
    throw Error(Failure::input, "--timeline has no csv, whose rows are requests; add --format json");
  const std::vector<render::PlayedPool>& pools = played.variants.front().pools;
  const std::vector<SimulationPlan> plans = plans_of(pools);
  std::vector<render::TimelineOf> timelines(plans.size());
  watch_pools(plans, line, "the timeline",
              [&](std::size_t plan, const PoolEvent& event) { timelines[plan].see(event); });
  line.clear();
  std::vector<render::PoolTimeline> shown;
  for (std::size_t i = 0; i < plans.size(); ++i)
    shown.push_back(timelines[i].take(std::string(pools[i].key()), render::size_text(plans[i].pool)));
  std::string text;
  for (const render::PoolTimeline& timeline : shown)
    text += (text.empty() ? "" : "\n") + render::timeline_text(timeline);
  call.show(call.format() == "json" ? render::timeline_json(played.traffic, shown, plans.front().seed)
                                    : text);
  return Interrupt::asked() ? interrupted : fine;
}

int show_requests(const Call& call, const render::Played& played, ProgressLine& line) {
  if (played.variants.size() > 1)
    throw Error(Failure::input,
                "--format csv has the requests of one settings; leave --sweep and --settings out");
  const std::vector<render::PlayedPool>& pools = played.variants.front().pools;
  std::vector<render::RequestsCsv> rows;
  rows.reserve(pools.size());
  for (const render::PlayedPool& pool : pools) rows.emplace_back(pool.key());
  watch_pools(plans_of(pools), line, "the requests",
              [&](std::size_t plan, const PoolEvent& event) { rows[plan].see(event); });
  line.clear();
  std::string text(render::requests_csv_header());
  for (render::RequestsCsv& of_pool : rows) text += of_pool.take();
  call.show(text);
  return Interrupt::asked() ? interrupted : fine;
}

}  // namespace

int simulate(Call& call) {
  const GivenSettings given = gather_settings(call);
  const GivenTraffic traffic = gather_traffic(call, with_compared(call, given));
  const PoolSettings settings = with_defaults(given.settings, traffic.question.pools);

  render::Played played{.traffic = traffic.shown, .goal = traffic.question.goal, .variants = {}};
  played.swept = call.arguments().has("sweep");
  for (Variant& variant : gather_variants(call, settings)) {
    std::vector<render::PlayedPool> pools = pools_of(call, variant.settings, traffic);
    const std::vector<SimulationPlan> plans = plans_of(pools);
    require_playable_together(plans);
    played.variants.push_back({std::move(variant.name), variant.settings, std::move(pools), compete(plans)});
  }

  const Interrupt interrupt;
  ProgressLine line = call.progress();
  if (call.arguments().has("timeline")) return show_timeline(call, played, line);
  if (call.format() == "csv") return show_requests(call, played, line);
  play(played, line);
  call.show(call.format() == "json" ? render::simulation_json(played) : render::simulation_text(played));
  if (!played.stopped) return fine;
  call.note("poolsize: stopped early; the figures are of what was played until then");
  return interrupted;
}

}  // namespace poolsize::cli
