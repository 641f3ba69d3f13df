// Where the numbers of a deployment came from, when the checked files say them.
#pragma once

#include <poolsize/rules.hpp>

#include <nlohmann/json.hpp>

#include <span>
#include <string>

namespace poolsize::render {

/// "3 replicas (line 7) × 4 by gunicorn --workers (line 21) = 12 instances …", a paragraph for each source,
/// the first of many; empty without any.
std::string deployments_text(std::span<const StatedSource> sources);

/// All of them, as `deployments` of poolsize.check/v1.
nlohmann::ordered_json deployments_json(std::span<const StatedSource> sources);

}  // namespace poolsize::render
