// A prediction as poolsize.prediction/v1 has it.
#pragma once

#include "workload.hpp"

#include <poolsize/recommendation.hpp>

#include <nlohmann/json.hpp>

#include <string>

namespace poolsize::render {

nlohmann::ordered_json json_of(const Prediction&);
nlohmann::ordered_json json_of(const SqlalchemySettings&);
nlohmann::ordered_json json_of(const AsyncpgSettings&);
/// {"sqlalchemy": …, "asyncpg": …}, without the pools that are not there.
nlohmann::ordered_json json_of(const PoolSettings&);
nlohmann::ordered_json json_of(const Predictions&);

/// The whole document of `predict`.
std::string prediction_json(const UnderstoodWorkload&, const PoolSettings&, const Predictions&);

}  // namespace poolsize::render
