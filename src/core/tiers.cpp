#include <poolsize/tiers.hpp>

#include <algorithm>

namespace poolsize {

const Tier& tier_for(Count users) {
  return *std::ranges::find_if(tiers.rbegin(), tiers.rend(),
                               [&](const Tier& tier) { return users >= tier.users_from; });
}

const Tier* find_tier(std::string_view name) {
  const auto found = std::ranges::find(tiers, name, &Tier::name);
  return found == tiers.end() ? nullptr : &*found;
}

}  // namespace poolsize
