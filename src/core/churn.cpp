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
#include "churn_pool.hpp"
#include "poisson.hpp"

#include <poolsize/churn.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
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
  const auto rarity = [&](Count b) -> double& {
    return places.rarity[static_cast<std::size_t>(b - range.first)];
  };
  const Count mode = most_frequent(capacity, load);
  rarity(mode) = 1;
  for (Count b = mode + 1; b <= range.last; ++b) {
    rarity(b) = rarity(b - 1) * (static_cast<double>(b) / load.erlangs);
  }
  for (Count b = mode; b > range.first; --b) {
    rarity(b - 1) = rarity(b) * (load.erlangs / static_cast<double>(b));
  }
  for (std::size_t i = 0; i < size; ++i) places.probability[i] = 1 / places.rarity[i];
  double sum = 0;
  for (const double each : places.probability) sum += each;
  const double share = 1 / sum;
  for (std::size_t i = 0; i < size; ++i) {
    places.rarity[i] *= sum;
    places.probability[i] *= share;
  }
  return places;
}

/// Sums up over windows of `kept` + 1 places that end at each place in turn: the end of one block of as many
/// places and the beginning of the next, one `join` away.
ChurnMeans means(BusyRange range, Count kept, Count capacity, Load load) {
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
      if (k < kept) {
        // At least pool_size are open.
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

/// What a sum of doubles leaves out is rarer than this against the most frequent number. Of more than a few
/// places the second is enough: the windows beyond it open less often, and those that begin before it begin
/// far rarer than they end, or else their pool has so large a load that there are cells.
constexpr double left_out = 1e-250;
constexpr double left_out_of_many = 83;  // exp(−this)

/// All that are at least exp(−rarest) times as frequent as the most frequent one, and not many more: with
/// x ln(x / m) − x + m ≥ d² / 2m below m and ≥ d² / (2m + 2d/3) above, d = |x − m| (S. Boucheron, G. Lugosi,
/// P. Massart, Concentration Inequalities, 2013, section 2.7). From above, Newton's steps stay above, as this
/// is convex: with a small load the bound alone is far beyond what a double holds.
BusyRange likely_range(double rarest, Count capacity, Load load) {
  const auto last = static_cast<double>(capacity - 1);
  const double low = std::min(load.erlangs, last);
  const double below = std::sqrt(2 * rarest * low);
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

ChurnMeans means(Count kept, Count capacity, Load load) {
  const double most = never_open(load);
  if (static_cast<double>(kept) > most)
    return {.busy = load.erlangs, .idle = poisson_mean_room(kept - 1, load.erlangs)};
  if (capacity <= few_places) return means(at_least(left_out, capacity, load), kept, capacity, load);
  if (const auto by_cells = churn_by_cells(kept, capacity, load)) return *by_cells;
  capacity = std::min(capacity, kept + static_cast<Count>(most));
  return means(likely_range(left_out_of_many, capacity, load), kept, capacity, load);
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
  const ChurnMeans mean = means(pool_size, capacity, load);
  const double mean_idle = free * mean.idle;
  return {.mean_open = free * mean.busy + all_busy * static_cast<double>(capacity) + mean_idle,
          .mean_idle = mean_idle,
          .opened_per_request = free * mean.opened};
}

}  // namespace poolsize
