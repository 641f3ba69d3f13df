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
#include "poisson.hpp"

#include <poolsize/churn.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <vector>

namespace poolsize {
namespace {

/// Neighbouring numbers of busy connections, first … last.
struct Stretch {
  double rarity = 0;       ///< sum of 1/P(b)
  double probability = 0;  ///< sum of P(b)
  double risen = 0;        ///< sum over b of P(b) · (1/P(first) + … + 1/P(b − 1))
};

/// Of two stretches side by side.
Stretch join(const Stretch& low, const Stretch& high) {
  return {low.rarity + high.rarity, low.probability + high.probability,
          low.risen + high.risen + low.rarity * high.probability};
}

/// How many are busy while not all are: a stretch of one for each number in the range, which has the most
/// frequent one.
std::vector<Stretch> busy_stretches(BusyRange range, Count capacity, Load load) {
  std::vector<Stretch> busy(static_cast<std::size_t>(range.size()));
  const auto rarity = [&](Count b) -> double& {
    return busy[static_cast<std::size_t>(b - range.first)].rarity;
  };
  const Count mode = most_frequent(capacity, load);
  rarity(mode) = 1;
  for (Count b = mode + 1; b <= range.last; ++b) {
    rarity(b) = rarity(b - 1) * (static_cast<double>(b) / load.erlangs);
  }
  for (Count b = mode; b > range.first; --b) {
    rarity(b - 1) = rarity(b) * (load.erlangs / static_cast<double>(b));
  }
  double sum = 0;
  for (Stretch& each : busy) sum = sum + (each.probability = 1 / each.rarity);
  const double total = 1 / sum;
  for (Stretch& each : busy) {
    each.probability = each.probability * total;
    each.rarity = each.rarity * sum;
  }
  return busy;
}

/// Calls visit(i, the stretch from i + 1 − width, or from 0 where that is negative, to i) for each i in turn:
/// the window is the end of one block of `width` and the beginning of the next, each one `join` away.
template <class Visit>
void slide(const std::vector<Stretch>& stretches, std::size_t width, Visit visit) {
  std::vector<Stretch> block_ends(std::min(width, stretches.size()));
  Stretch beginning;
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const std::size_t offset = i % width;
    if (offset == 0 && i > 0) {
      Stretch end;
      for (std::size_t j = width; j-- > 0;) {
        end = join(stretches[i - width + j], end);
        block_ends[j] = end;
      }
      beginning = {};
    }
    beginning = join(beginning, stretches[i]);
    visit(i, offset + 1 < width && i >= width ? join(block_ends[offset + 1], beginning) : beginning);
  }
}

ChurnMeans means(BusyRange range, Count kept, Count capacity, Load load) {
  ChurnMeans means;
  const auto busy = busy_stretches(range, capacity, load);
  slide(busy, static_cast<std::size_t>(kept) + 1, [&](std::size_t i, const Stretch& window) {
    const Count k = range.first + static_cast<Count>(i);
    means.busy += static_cast<double>(k) * busy[i].probability;
    if (k < kept) {
      // At least pool_size are open.
      means.idle += window.probability;
    } else {
      const double opened = 1 / window.rarity;
      means.idle += window.risen * opened;
      means.opened += opened;
    }
  });
  means.idle += static_cast<double>(std::max<Count>(0, kept - range.last - 1));
  return means;
}

/// What a sum of doubles leaves out is rarer than this against the most frequent number. Of more than a few
/// places the second is enough: the windows beyond it open less often, and those that begin before it begin
/// far rarer than they end, or else their pool has so large a load that there are cells.
constexpr double left_out = 1e-250;
constexpr double left_out_of_many = 1e-60;

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
  return means(at_least(left_out_of_many, capacity, load), kept, capacity, load);
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
