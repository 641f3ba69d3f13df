// The chain of (busy, open) has a closed form. While `open` stays the same, `busy` moves between open −
// pool_size and open, and leaves that stretch upwards by opening a connection or downwards by closing one.
// Either way it enters the next stretch at its opposite end, so that the flows between neighbouring levels of
// `open` balance one by one, and a gambler's ruin says how often a visit to a level ends above and how often
// below. With P(b) the chance that b are busy, for b below the capacity, which is proportional to load^b / b!
// whatever is open, and with the sum over a window W(k) = 1/P(k − pool_size) + … + 1/P(k), for every k from
// pool_size to the capacity − 1:
//
//   share of the requests that raise `open` from k to k + 1:  1 / W(k)
//   P(open > k | busy = b ≤ k):  (1/P(k − pool_size) + … + 1/P(b − 1)) / W(k)
//
// Nothing is subtracted. Of large pools churn_cells.cpp sums this up without going through all places.
#include "busy_range.hpp"
#include "churn_cells.hpp"
#include "churn_peaks.hpp"
#include "churn_pool.hpp"
#include "poisson.hpp"
#include "stretch.hpp"

#include <poolsize/churn.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

namespace poolsize {
namespace {

/// Numbers of busy connections while not all are: 1/P(b) and P(b).
struct Places {
  std::vector<double> rarity;
  std::vector<double> probability;
};

/// Those in the range, which has the most frequent one.
Places busy_places(BusyRange range, Count capacity, Load load) {
  const auto size = static_cast<std::size_t>(range.size());
  Places places{std::vector<double>(size), std::vector<double>(size)};
  auto& [rarity, probability] = places;
  const double per_load = 1 / load.erlangs;
  const auto mode = static_cast<std::size_t>(most_frequent(capacity, load) - range.first);
  const auto first = static_cast<double>(range.first);
  rarity[mode] = probability[mode] = 1;
  for (std::size_t i = mode + 1; i < size; ++i)
    rarity[i] = rarity[i - 1] * ((first + static_cast<double>(i)) * per_load);
  for (std::size_t i = mode; i > 0; --i)
    probability[i - 1] = probability[i] * ((first + static_cast<double>(i)) * per_load);
  for (std::size_t i = 0; i < mode; ++i) rarity[i] = 1 / probability[i];
  for (std::size_t i = mode + 1; i < size; ++i) probability[i] = 1 / rarity[i];
  const double sum = std::reduce(probability.begin(), probability.end());
  const double share = 1 / sum;
  for (double& each : rarity) each *= sum;
  for (double& each : probability) each *= share;
  return places;
}

/// Sums up over windows of `kept` + 1 places that end at each place in turn: the end of one block of as many
/// places and the beginning of the next, one `join` away. Windows that begin before the range count as those
/// whose connections all stay open.
ChurnMeans means_by_places(BusyRange range, Count kept, Count capacity, Load load) {
  ChurnMeans means;
  const auto [rarity, probability] = busy_places(range, capacity, load);
  const std::size_t size = rarity.size();
  const std::size_t width = static_cast<std::size_t>(kept) + 1;
  std::vector<Stretch> block_ends(std::min(width, size) + 1);  // the last is empty, and all before the first
  for (std::size_t block = 0; block < size; block += width) {
    const std::size_t block_size = std::min(width, size - block);
    Stretch beginning{};
    for (std::size_t i = block; i < block + block_size; ++i) {
      beginning.risen += beginning.rarity * probability[i];
      beginning.rarity += rarity[i];
      beginning.probability += probability[i];
      const Count k = range.first + static_cast<Count>(i);
      means.busy += static_cast<double>(k) * probability[i];
      const Stretch window = join(block_ends[i - block + 1], beginning);
      if (k - kept < range.first) {
        means.idle += window.probability;
      } else {
        const double opened = 1 / window.rarity;
        means.idle += window.risen * opened;
        means.opened += opened;
      }
    }
    if (block_size < width) break;
    Stretch end{};
    for (std::size_t i = block + width; i-- > block;) {
      end.risen += rarity[i] * end.probability;
      end.rarity += rarity[i];
      end.probability += probability[i];
      block_ends[i - block] = end;
    }
  }
  means.idle += static_cast<double>(std::max<Count>(0, kept - range.last - 1));
  return means;
}

/// What a sum leaves out is rarer than exp(−this) against the most frequent number: next to what a double can
/// hold, and, with a small load and a large capacity, what is enough.
constexpr double left_out = 575;
constexpr double left_out_at_small_load = 83;

/// All that are at least exp(−rarest) times as frequent as the most frequent one, and not many more: with
/// x ln(x / m) − x + m ≥ d² / 2m below m and ≥ d² / (2m + 2d/3) above, d = |x − m| (S. Boucheron, G. Lugosi,
/// P. Massart, Concentration Inequalities, 2013, section 2.7), and below a capacity under the load more by
/// d ln(load / m). From above, Newton's steps stay above, as this is convex: with a small load the bound
/// alone is far beyond what a double holds.
BusyRange likely_range(double rarest, Count capacity, Load load) {
  const auto last = static_cast<double>(capacity - 1);
  const double low = std::min(load.erlangs, last);
  const double steep = std::log(load.erlangs / low);
  const double below = 2 * rarest / (steep + std::sqrt(steep * steep + 2 * rarest / low));
  double high = load.erlangs + rarest / 3 + std::sqrt(rarest * (rarest / 9 + 2 * load.erlangs));
  for (int i = 0; i < 2; ++i) high -= (rise(high, load.erlangs) - rarest) / std::log(high / load.erlangs);
  return {static_cast<Count>(std::max(0.0, low - below)), static_cast<Count>(std::min(last, high))};
}

/// More than this many are never busy, and none of them is opened, but for a share of the requests below
/// 1e-12: k ln(k / load) − k, by how much the upper end of a window from 0 to k is rarer than its lower end,
/// is above 28 more than the load, and so is what k is rarer than the load itself.
double never_open(Load load) { return 3 * load.erlangs + 12 * std::sqrt(load.erlangs) + 60; }

/// No more places are gone through faster than there are cells, and give exactly the same anywhere.
constexpr Count few_places = 150;
constexpr double small_load = 30;

/// Whether fewer than 1e-10 of the requests open a connection: `never` is by how much the rarer end of any
/// window is rarer than the most frequent number. `even`: evenly_rare_end.
bool hardly_opens(const ChurnPool& pool, double even) {
  constexpr double never = 24;
  const double end = std::min(pool.capacity, even);
  const double rarest = std::max(rise(end - 0.5, pool.load), rise(end - pool.window + 0.5, pool.load));
  const double commonest = pool.capacity < pool.load ? rise(pool.capacity - 0.5, pool.load) : 0;
  return rarest - commonest > never;
}

ChurnMeans means_at_large_load(Count kept, Count capacity, Load load) {
  const ChurnPool pool{static_cast<double>(kept + 1), static_cast<double>(capacity), load.erlangs};
  const double even = evenly_rare_end(pool);
  ChurnMeans means;
  if (kept == 0) {
    means.opened = 1;
  } else if (hardly_opens(pool, even)) {
    means = churn_of_peaks(pool, even);
  } else {
    const WindowEnds ends = window_ends(pool);
    const BusyRange range{static_cast<Count>(std::max(0.0, ends.low - pool.window)),
                          static_cast<Count>(ends.top) - 1};
    const auto by_cells = range.size() > few_places ? churn_by_cells(pool, even, ends) : std::nullopt;
    means = by_cells ? *by_cells : means_by_places(range, kept, capacity, load);
  }
  means.busy = pool.load / (1 + 1 / poisson_odds(capacity - 1, pool.load));
  return means;
}

ChurnMeans churn_means(Count kept, Count capacity, Load load) {
  const double most = never_open(load);
  if (static_cast<double>(kept) > most)
    return {.busy = load.erlangs, .idle = poisson_mean_room(kept - 1, load.erlangs)};
  if (capacity <= few_places)
    return means_by_places(likely_range(left_out, capacity, load), kept, capacity, load);
  if (load.erlangs >= small_load) return means_at_large_load(kept, capacity, load);
  capacity = std::min(capacity, kept + static_cast<Count>(most));
  return means_by_places(likely_range(left_out_at_small_load, capacity, load), kept, capacity, load);
}

}  // namespace

Churn churn(Count pool_size, Count max_overflow, Load load, double all_busy) {
  assert(pool_size >= 0 && max_overflow >= 0 && load.erlangs > 0 && all_busy >= 0 && all_busy <= 1);
  const Count capacity = pool_size + max_overflow;
  const double free = 1 - all_busy;
  if (max_overflow == 0) {
    return {.mean_open = static_cast<double>(pool_size),
            .mean_idle = free * poisson_mean_room(pool_size - 1, load.erlangs)};
  }
  const ChurnMeans mean = churn_means(pool_size, capacity, load);
  const double mean_idle = free * mean.idle;
  return {.mean_open = free * mean.busy + all_busy * static_cast<double>(capacity) + mean_idle,
          .mean_idle = mean_idle,
          .opened_per_request = free * mean.opened};
}

}  // namespace poolsize
