#include "warm_up.hpp"

#include "load.hpp"
#include "samplers.hpp"

#include <algorithm>

namespace poolsize {
namespace {

constexpr Count batch = 5;
constexpr Count pilots = 8;
constexpr Count first_pilot = Count{1} << 40;  ///< beyond any replication

double gaps_scv(const Arrivals& arrivals) {
  if (const auto* steady = std::get_if<SteadyArrivals>(&arrivals)) return steady->scv;
  if (const auto* switched = std::get_if<OnOffArrivals>(&arrivals)) {
    return scv(on_off_gaps(switched->rate_on, switched->on, switched->off));
  }
  return 1;
}

/// In requests of all of them.
Count longest_relaxation(std::span<const SimulationPlan> plans) {
  const auto rate_of = [](const SimulationPlan& plan) {
    const std::optional<Rate> rate = load_of(plan).rate;
    return rate ? rate->per_second : 0;
  };
  double all = 0;
  for (const SimulationPlan& plan : plans) all += static_cast<double>(plan.instances.engines) * rate_of(plan);
  Count longest = 0;
  for (const SimulationPlan& plan : plans) {
    if (const std::optional<Count> own = relaxation(plan))
      longest = std::max(longest, static_cast<Count>(static_cast<double>(*own) * (all / rate_of(plan))));
  }
  return longest;
}

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

std::optional<Count> relaxation(const SimulationPlan& plan) {
  const PlannedLoad load = load_of(plan);
  if (!load.rate || !load.hold) return std::nullopt;
  const double hold = load.hold->seconds * std::max(1.0, (1 + scv(*plan.hold)) / 2);
  double time = hold;
  if (const auto* closed = std::get_if<ClosedArrivals>(&plan.arrivals)) {
    if (closed->think) time += mean(*closed->think).seconds;
  } else if (load.utilisation) {
    const double drift = 1 - *load.utilisation;
    const double spread = *load.utilisation * load.hold->seconds *
                          (gaps_scv(plan.arrivals) + scv(*plan.hold)) /
                          (static_cast<double>(*load.capacity) / static_cast<double>(plan.instances.count));
    constexpr double pi = 3.141592653589793;
    const double reflected = load.timeout > Duration{} ? pi / load.timeout.seconds : 0;
    const double speed = drift * drift / (2 * spread) + reflected * reflected * spread / 2;
    if (load.timeout > Duration{}) time += 1 / speed;
    if (drift <= 0 && load.timeout == forever) return std::nullopt;
  }
  constexpr double times = 5;
  constexpr double most = 1e12;
  return static_cast<Count>(std::min(times * time * load.rate->per_second, most));
}

WarmUp find_warm_up(std::span<const SimulationPlan> plans, Count counted, const Conduct& conduct) {
  constexpr Count shortest = 1024 * batch;
  constexpr Count longest_for_few = 16 * shortest;  // a tenth of a second of searching for the first answer
  constexpr Count times = 8;
  const Count most = std::max(longest_for_few, times * (counted / batch + 1) * batch);
  const Count least = std::min(longest_relaxation(plans), most);
  for (Count length = std::max(shortest, (least / batch + 1) * batch);; length *= 2) {
    Series sum;
    for (Count pilot = 0; pilot < pilots; ++pilot) {
      play_series(plans, first_pilot + pilot, length, batch, conduct, sum);
      if (conduct.stop != nullptr && *conduct.stop) return {};
    }
    const Count open = static_cast<Count>(mser(sum.open).value_or(0)) * batch;
    if (const auto present = mser(sum.present)) {
      return {std::max({static_cast<Count>(*present) * batch, open, least}), true};
    }
    if (2 * length > most) return {std::max(length / 2, least), false};
  }
}

}  // namespace poolsize
