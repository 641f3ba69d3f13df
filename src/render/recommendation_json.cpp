#include "recommendation_json.hpp"

#include "env.hpp"
#include "findings_json.hpp"
#include "prediction_json.hpp"

namespace poolsize::render {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const Budget& budget) {
  return {{"demand", budget.demand ? Json(*budget.demand) : Json(nullptr)},
          {"available", budget.available},
          {"fits", budget.fits()}};
}

Json json_of(const Remedies& remedies) {
  Json json{{"max_connections", remedies.max_connections}};
  if (remedies.mean_hold) json["mean_hold_s"] = remedies.mean_hold->seconds;
  if (remedies.transaction) {
    json["pgbouncer"] = {{"pool_mode", "transaction"},
                         {"default_pool_size", remedies.pgbouncer_pool_size},
                         {"max_client_conn", remedies.pgbouncer_clients},
                         {"mean_transaction_s", remedies.transaction->seconds}};
  }
  return json;
}

}  // namespace

std::string recommendation_json(const Recommendation& answer,
                                const std::optional<UnderstoodWorkload>& workload,
                                std::span<const Finding> findings, std::string_view prefix) {
  Json json{{"schema", "poolsize.recommendation/v1"},
            {"settings", json_of(answer.settings)},
            {"env", Json::object()}};
  for (const auto& [name, value] : variables(answer.settings, prefix)) json["env"][name] = value;
  json["bound_by"] = to_string(answer.bound_by);
  json["fits"] = answer.fits();
  if (answer.smallest) json["smallest"] = json_of(*answer.smallest);
  if (workload) json["workload"] = json_of(*workload);
  json["prediction"] = json_of(answer.prediction);
  if (answer.budget) json["budget"] = json_of(*answer.budget);
  json["findings"] = json_of(findings);
  json["reasons"] = Json::array();
  for (const Reason& reason : answer.reasons)
    json["reasons"].push_back({{"setting", reason.setting}, {"text", reason.text}});
  if (answer.remedies) json["remedies"] = json_of(*answer.remedies);
  return json.dump(2) + '\n';
}

}  // namespace poolsize::render
