// A recommendation as poolsize.recommendation/v1 has it.
#pragma once

#include "workload.hpp"

#include <poolsize/recommendation.hpp>
#include <poolsize/rules.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace poolsize::render {

/// `workload` is of all instances together, where it is known.
std::string recommendation_json(const Recommendation&, const std::optional<UnderstoodWorkload>& workload,
                                std::span<const Finding>, std::string_view prefix);

}  // namespace poolsize::render
