#include "simulation_json.hpp"

#include "prediction_json.hpp"

#include <algorithm>
#include <cmath>

namespace poolsize::render {
namespace {

using Json = nlohmann::ordered_json;

/// Null for what is not known or has no end.
Json finite(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json json_of(const Estimate<double>& figure) {
  return {{"value", finite(figure.value)}, {"ci95", {finite(figure.low), finite(figure.high)}}};
}
Json json_of(const Estimate<Duration>& figure) {
  return json_of(Estimate<double>{figure.value.seconds, figure.low.seconds, figure.high.seconds});
}
Json json_of(const Estimate<Rate>& figure) {
  return json_of(Estimate<double>{figure.value.per_second, figure.low.per_second, figure.high.per_second});
}

void add_waits(Json& json, const SimulatedWait& wait) {
  json["mean_s"] = json_of(wait.mean);
  json["p50_s"] = json_of(wait.p50);
  json["p90_s"] = json_of(wait.p90);
  json["p95_s"] = json_of(wait.p95);
  json["p99_s"] = json_of(wait.p99);
  json["p999_s"] = json_of(wait.p999);
  json["longest_s"] = wait.longest.seconds;
}

Json json_of(const Simulation& played) {
  Json json = Json::object();
  if (played.offered_load) {
    json["offered_load"] = played.offered_load->erlangs;
    json["utilisation"] = played.utilisation ? Json(*played.utilisation) : Json(nullptr);
  }
  json["stable"] = played.stable;
  json["settles"] = played.settles;
  json["mean_busy"] = json_of(played.mean_busy);
  json["mean_waiting"] = json_of(played.mean_waiting);
  Json wait{{"probability", json_of(played.wait_probability)}, {"over_goal", json_of(played.over_goal)}};
  if (played.served) add_waits(wait, *played.served);
  json["wait"] = wait;
  Json all = Json::object();
  add_waits(all, played.all);
  json["wait_of_all"] = all;
  json["timeout_probability"] = json_of(played.timeout_probability);
  json["refused_probability"] = json_of(played.refused_probability);
  json["overtaken_probability"] = json_of(played.overtaken_probability);
  json["throughput_per_s"] = json_of(played.throughput);
  json["connections"] = {{"mean_open", json_of(played.connections.mean_open)},
                         {"max_open", played.connections.most_open},
                         {"opened_per_s", json_of(played.connections.opened)},
                         {"closed_per_s", json_of(played.connections.closed)},
                         {"opened_per_request", json_of(played.connections.opened_per_request)}};
  json["requests"] = played.requests;
  json["replications"] = played.replications;
  json["warm_up"] = played.warm_up;
  json["warmed_up"] = played.warmed_up;
  json["precise"] = played.precise;
  json["partial"] = played.partial;
  return json;
}

void add_traffic(Json& json, const PlayedTraffic& traffic) {
  if (traffic.drawn) json["workload"] = json_of(*traffic.drawn);
  if (traffic.description.empty()) return;
  json["traffic"] = {{"description", traffic.description}};
  if (!traffic.recorded.empty()) json["traffic"]["file"] = traffic.recorded;
}

/// Settings, what was played and what is predicted.
void add_settings(Json& json, const PlayedSettings& variant) {
  json["settings"] = render::json_of(variant.settings);
  json["at_once"] = variant.at_once;
  json["simulation"] = Json::object();
  json["prediction"] = Json::object();
  for (const PlayedPool& pool : variant.pools) {
    if (pool.simulation.requests > 0) json["simulation"][std::string(pool.key())] = json_of(pool.simulation);
    if (pool.prediction) json["prediction"][std::string(pool.key())] = render::json_of(*pool.prediction);
  }
}

Json differences(const PlayedSettings& first, const PlayedSettings& other) {
  Json json = Json::object();
  for (const PlayedPool& pool : other.pools) {
    const auto base = std::ranges::find(first.pools, pool.key(), &PlayedPool::key);
    if (base == first.pools.end() || base->simulation.partial || pool.simulation.partial) continue;
    const auto more = [&](Figure figure) {
      return json_of(difference(base->simulation, pool.simulation, figure));
    };
    json[std::string(pool.key())] = {
        {"wait",
         {{"probability", more(Figure::wait_probability)},
          {"over_goal", more(Figure::over_goal)},
          {"mean_s", more(Figure::served_mean)},
          {"p99_s", more(Figure::served_p99)}}},
        {"timeout_probability", more(Figure::timeout_probability)},
        {"connections", {{"mean_open", more(Figure::mean_open)}, {"opened_per_s", more(Figure::opened)}}}};
  }
  return json;
}

}  // namespace

std::string simulation_json(const Played& played) {
  Json json{{"schema", "poolsize.simulation/v1"}};
  add_traffic(json, played.traffic);
  Count requests = 0;
  Count replications = 0;
  std::uint64_t seed = 0;
  for (const PlayedSettings& variant : played.variants) {
    for (const PlayedPool& pool : variant.pools) {
      requests += pool.simulation.requests;
      replications += pool.simulation.replications;
      seed = pool.simulation.seed;
    }
  }
  if (played.variants.size() == 1 && !played.swept) {
    add_settings(json, played.variants.front());
  } else {
    json["variants"] = Json::array();
    for (const PlayedSettings& variant : played.variants) {
      Json one{{"name", variant.name}};
      add_settings(one, variant);
      if (!played.swept && &variant != &played.variants.front())
        one["difference"] = differences(played.variants.front(), variant);
      json["variants"].push_back(one);
    }
  }
  json["seed"] = seed;
  json["requests"] = requests;
  json["replications"] = replications;
  json["partial"] = played.stopped;
  return json.dump(2) + '\n';
}

std::string timeline_json(const PlayedTraffic& traffic, const std::vector<PoolTimeline>& timelines,
                          std::uint64_t seed) {
  Json json{{"schema", "poolsize.timeline/v1"}};
  add_traffic(json, traffic);
  Count requests = 0;
  for (const PoolTimeline& timeline : timelines) {
    Json steps = Json::array();
    for (const TimelineStep& step : timeline.steps) {
      steps.push_back({{"from_s", step.from.seconds},
                       {"waiting", {{"mean", step.waiting.mean}, {"max", step.waiting.most}}},
                       {"busy", {{"mean", step.busy.mean}, {"max", step.busy.most}}},
                       {"open", {{"mean", step.open.mean}, {"max", step.open.most}}},
                       {"timed_out", step.timed_out}});
    }
    json["timeline"][timeline.key] = steps;
    requests += timeline.requests;
  }
  json["seed"] = seed;
  json["requests"] = requests;
  return json.dump(2) + '\n';
}

}  // namespace poolsize::render
