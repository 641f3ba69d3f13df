// A recommendation as a person reads it: the settings, ready to paste, then why, then what they will do, then
// warnings.
#pragma once

#include "workload.hpp"

#include <poolsize/recommendation.hpp>
#include <poolsize/rules.hpp>

#include <span>
#include <string>
#include <string_view>

namespace poolsize::render {

struct RecommendationContext {
  const Question& question;
  const std::optional<UnderstoodWorkload>& understood;
  PoolSettings present;               ///< what the environment says now; pools without any setting are absent
  std::span<const Finding> findings;  ///< about the recommended settings
  std::string_view prefix;
  bool color = false;
};

std::string recommendation_text(const Recommendation&, const RecommendationContext&);

}  // namespace poolsize::render
