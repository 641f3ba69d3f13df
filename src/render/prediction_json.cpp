#include "prediction_json.hpp"

namespace poolsize::render {
namespace {

using Json = nlohmann::ordered_json;

/// Null for what does not exist.
template <class T, class Show>
Json or_null(const std::optional<T>& value, Show show) {
  return value ? Json(show(*value)) : Json(nullptr);
}

Json json_of(const WaitTimes& wait) {
  return {{"probability", wait.probability}, {"over_goal", wait.over_goal}, {"mean_s", wait.mean.seconds},
          {"p50_s", wait.p50.seconds},       {"p90_s", wait.p90.seconds},   {"p95_s", wait.p95.seconds},
          {"p99_s", wait.p99.seconds},       {"p999_s", wait.p999.seconds}};
}

/// Absent is what no model knows.
Json json_of(const OpenConnections& connections) {
  Json json = Json::object();
  if (connections.mean) json["mean_open"] = *connections.mean;
  json["max_open"] = or_null(connections.most, [](Count most) { return most; });
  if (connections.opened) json["opened_per_s"] = connections.opened->per_second;
  if (connections.opened_per_request) {
    json["opened_per_request"] = *connections.opened_per_request;
    json["connect_counted"] = connections.connect_counted;
  }
  return json;
}

Json json_of(const Model& model) {
  Json json{{"name", model.name}, {"exact", model.exact}};
  if (!model.accuracy.empty()) json["accuracy"] = model.accuracy;
  return json;
}

}  // namespace

Json json_of(const Prediction& prediction) {
  return {{"offered_load", prediction.offered_load.erlangs},
          {"utilisation", or_null(prediction.utilisation, [](double value) { return value; })},
          {"stable", prediction.stable},
          {"mean_busy", prediction.mean_busy},
          {"wait", or_null(prediction.wait, [](const WaitTimes& wait) { return json_of(wait); })},
          {"timeout_probability", prediction.timeout_probability},
          {"throughput_per_s", prediction.throughput.per_second},
          {"connections", json_of(prediction.connections)},
          {"model", json_of(prediction.model)}};
}

Json json_of(const SqlalchemySettings& settings) {
  return {{"pool_size", settings.pool_size},
          {"max_overflow", settings.max_overflow},
          {"pool_timeout_s", settings.pool_timeout.seconds},
          {"pool_pre_ping", settings.pre_ping}};
}

Json json_of(const AsyncpgSettings& settings) {
  return {{"min_size", settings.min_size},
          {"max_size", settings.max_size},
          {"command_timeout_s", settings.command_timeout.seconds}};
}

Json json_of(const PoolSettings& settings) {
  Json json = Json::object();
  if (settings.sqlalchemy) json["sqlalchemy"] = json_of(*settings.sqlalchemy);
  if (settings.asyncpg) json["asyncpg"] = json_of(*settings.asyncpg);
  return json;
}

Json json_of(const Predictions& predictions) {
  Json json = Json::object();
  if (predictions.sqlalchemy) json["sqlalchemy"] = json_of(*predictions.sqlalchemy);
  if (predictions.asyncpg) json["asyncpg"] = json_of(*predictions.asyncpg);
  return json;
}

std::string prediction_json(const UnderstoodWorkload& workload, const PoolSettings& settings,
                            const Predictions& predictions) {
  const Json json{{"schema", "poolsize.prediction/v1"},
                  {"workload", json_of(workload)},
                  {"settings", json_of(settings)},
                  {"prediction", json_of(predictions)}};
  return json.dump(2) + '\n';
}

}  // namespace poolsize::render
