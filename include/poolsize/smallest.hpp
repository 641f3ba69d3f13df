// The smallest number of connections that will do, found by bisection: exact, and quick also at 10^8.
#pragma once

#include <poolsize/patience.hpp>
#include <poolsize/units.hpp>

#include <concepts>
#include <optional>

namespace poolsize {

/// More connections than any pool has; the models are tested up to here.
inline constexpr Count most_servers = 1'000'000'000;

/// The smallest count in [low, high] for which `holds`; nothing if it holds for none.
/// Asks about 2·log2(answer − low) times, and never farther from low than twice the answer is.
/// Requires: where it holds it holds for every larger count, high − low < 2^62.
template <std::predicate<Count> Predicate>
std::optional<Count> smallest_count(Count low, Count high, Predicate holds) {
  Count fails = low - 1;
  Count step = 1;
  while (fails < high) {
    const Count probe = step < high - fails ? fails + step : high;
    if (holds(probe)) {
      high = probe;
      break;
    }
    fails = probe;
    step *= 2;
  }
  if (fails >= high) return std::nullopt;
  while (high - fails > 1) {
    const Count middle = fails + (high - fails) / 2;
    (holds(middle) ? high : fails) = middle;
  }
  return high;
}

/// The smallest number of servers, at most `most_servers`, at which load / servers ≤ `at_most`.
/// Requires: load ≥ 0, at_most > 0.
std::optional<Count> smallest_for_utilisation(Load, double at_most);

/// ... at which P(wait) ≤ `at_most`, where nobody gives up. Requires: load ≥ 0, at_most ≥ 0.
std::optional<Count> smallest_for_wait_probability(Load, double at_most);

/// ... at which the share `percentile` of all requests has a server within `at_most`.
/// Requires: load ≥ 0, 0 < hold < forever, 0 ≤ percentile < 1, at_most ≥ 0, timeout ≥ 0.
std::optional<Count> smallest_for_wait(Load, Duration hold, double percentile, Duration at_most,
                                       Duration timeout = forever);

}  // namespace poolsize
