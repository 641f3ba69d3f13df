// "Did you mean": the name of a closed vocabulary that somebody nearly wrote.
#pragma once

#include <algorithm>
#include <concepts>
#include <optional>
#include <ranges>
#include <string_view>

namespace poolsize {

/// How far `typed` is from `name`, or nothing if too far to be a slip of it. Case does not count, `-` is `_`.
/// Every letter that is missing, too many, wrong or swapped with its neighbour costs 2, a `_` 1 (optimal
/// string alignment: Damerau, CACM 7 (1964) 171–176, with one edit per place); the limit is two letters, and
/// one in three of the shorter text. Near are also the same words in another order or without one of them, at
/// 3, and with one more, at 4, as long as two of them are shared.
std::optional<int> slip_distance(std::string_view typed, std::string_view name);

template <class Names>
concept NameRange = std::ranges::input_range<Names> &&
    std::convertible_to<std::ranges::range_reference_t<Names>, std::string_view>;

/// The nearest of `names` by slip_distance, the first of equals; nothing if none is near. Requires: the
/// elements of `names` outlive the result.
template <NameRange Names>
std::optional<std::string_view> closest(std::string_view typed, Names&& names) {
  std::optional<std::string_view> best;
  std::optional<int> least;
  for (const std::string_view name : names) {
    const std::optional<int> distance = slip_distance(typed, name);
    if (!distance || (least && *least <= *distance)) continue;
    least = distance;
    best = name;
  }
  return best;
}

}  // namespace poolsize
