// The tiers: settings by the number of concurrent users, the simplest of the ways to a pool size.
#pragma once

#include <poolsize/settings.hpp>

#include <array>
#include <optional>
#include <string_view>

namespace poolsize {

struct Tier {
  std::string_view name;
  Count users_from;  ///< concurrent users; the tier ends where the next begins
  PoolSettings settings;
};

/// Where the published ranges overlap, at 500 users, the larger tier is the safe one.
inline constexpr std::array tiers{
    Tier{"low",
         0,
         {SqlalchemySettings{.pool_size = 5, .max_overflow = 10},
          AsyncpgSettings{.min_size = 2, .max_size = 10}}},
    Tier{"medium",
         100,
         {SqlalchemySettings{.pool_size = 10, .max_overflow = 20},
          AsyncpgSettings{.min_size = 5, .max_size = 20}}},
    Tier{"high",
         500,
         {SqlalchemySettings{.pool_size = 20, .max_overflow = 30},
          AsyncpgSettings{.min_size = 10, .max_size = 50}}},
};

/// Requires: users ≥ 0.
const Tier& tier_for(Count users);
const Tier* find_tier(std::string_view name);

}  // namespace poolsize
