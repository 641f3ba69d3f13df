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

/// Plays all of them, one after the other, until it is interrupted.
void play(render::Played& played, ProgressLine& line) {
  std::size_t all = 0;
  for (const render::PlayedSettings& settings : played.variants) all += settings.pools.size();
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
    for (render::PlayedPool& pool : settings.pools) {
      if (Interrupt::asked()) break;
      pool.simulation = poolsize::simulate(pool.plan, control);
      ++done;
    }
  }
  played.stopped = Interrupt::asked();
  line.clear();
}

struct Stopped {};

/// Plays one run of a pool, and tells `see` what happens until it is interrupted.
template <class See>
void watch_one(const render::PlayedPool& pool, ProgressLine& line, std::string_view what, See see) {
  const Count expected = pool.plan.requests;
  try {
    watch(pool.plan, 0, expected, [&](const PoolEvent& event) {
      see(event);
      if (Interrupt::asked()) throw Stopped{};
      constexpr Count now_and_then = 1 << 12;
      if (event.request % now_and_then == 0)
        line.tell(static_cast<double>(event.request) / static_cast<double>(expected), what);
    });
  } catch (const Stopped&) {
  }
}

int show_timeline(const Call& call, const render::Played& played, ProgressLine& line) {
  if (call.format() == "csv")
    throw Error(Failure::input, "--timeline has no csv, whose rows are requests; add --format json");
  std::vector<render::PoolTimeline> timelines;
  std::uint64_t seed = 0;
  for (const render::PlayedPool& pool : played.variants.front().pools) {
    render::TimelineOf timeline;
    watch_one(pool, line, "the timeline", [&](const PoolEvent& event) { timeline.see(event); });
    seed = pool.plan.seed;
    timelines.push_back(timeline.take(std::string(pool.key()), render::size_text(pool.plan.pool)));
    if (Interrupt::asked()) break;
  }
  line.clear();
  std::string text;
  for (const render::PoolTimeline& timeline : timelines)
    text += (text.empty() ? "" : "\n") + render::timeline_text(timeline);
  call.show(call.format() == "json" ? render::timeline_json(played.traffic, timelines, seed) : text);
  return Interrupt::asked() ? interrupted : fine;
}

int show_requests(const Call& call, const render::Played& played, ProgressLine& line) {
  if (played.variants.size() > 1)
    throw Error(Failure::input,
                "--format csv has the requests of one settings; leave --sweep and --settings out");
  std::string text(render::requests_csv_header());
  for (const render::PlayedPool& pool : played.variants.front().pools) {
    render::RequestsCsv rows(pool.key());
    watch_one(pool, line, "the requests", [&](const PoolEvent& event) { rows.see(event); });
    text += rows.take();
    if (Interrupt::asked()) break;
  }
  line.clear();
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
    played.variants.push_back({std::move(variant.name), variant.settings, std::move(pools)});
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
