#include "warm_up.hpp"

#include "replication.hpp"

#include <algorithm>

namespace poolsize {
namespace {

constexpr Count batch = 5;
constexpr Count pilots = 16;
constexpr Count first_pilot = Count{1} << 40;  ///< beyond any replication

}  // namespace

std::optional<std::size_t> mser(std::span<const double> series) {
  // The last few are left out: a handful of values that happen to be alike says nothing (White 1997).
  constexpr std::size_t last = 5;
  std::size_t best = 0;
  double least = 0;
  double mean = 0;
  double squares = 0;
  for (std::size_t d = series.size(); d-- > 0;) {
    const auto count = static_cast<double>(series.size() - d);
    const double away = series[d] - mean;
    mean += away / count;
    squares += away * (series[d] - mean);
    const double statistic = squares / (count * count);
    const std::size_t length = series.size() - d;
    if (length == last || (length > last && statistic <= least)) {
      best = d;
      least = statistic;
    }
  }
  return best <= series.size() / 2 ? std::optional(best) : std::nullopt;
}

WarmUp find_warm_up(const SimulationPlan& plan, Count counted, const Conduct& conduct) {
  constexpr Count shortest = 1024 * batch;
  constexpr Count longest = 128 * shortest;
  const Count most = std::clamp(counted, shortest, longest);
  for (Count length = shortest;; length = std::min(2 * length, most)) {
    Series sum;
    for (Count pilot = 0; pilot < pilots; ++pilot) {
      play_series(plan, first_pilot + pilot, length, batch, conduct, sum);
      if (conduct.stop != nullptr && *conduct.stop) return {};
    }
    const auto waits = mser(sum.waits);
    const auto open = mser(sum.open);
    if (waits && open) return {static_cast<Count>(std::max(*waits, *open)) * batch, true};
    if (length == most) return {length / 2, false};
  }
}

}  // namespace poolsize
