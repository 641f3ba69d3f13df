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
// Nothing is subtracted.
#include "poisson.hpp"

#include <poolsize/churn.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace poolsize {
namespace {

/// fraction · 2^exponent, because 1/P(b) exceeds what a double holds: 0, or a fraction in [1/2, 1). Where two
/// are added both are 0 or at least 1.
struct Scaled {
  double fraction = 0;
  int exponent = 0;
};

Scaled scaled(double fraction, int exponent) {
  int shift = 0;
  const double normal = std::frexp(fraction, &shift);
  return {normal, exponent + shift};
}

Scaled operator*(Scaled x, double factor) { return scaled(x.fraction * factor, x.exponent); }

Scaled operator+(Scaled x, Scaled y) {
  if (x.exponent < y.exponent) std::swap(x, y);
  return scaled(x.fraction + std::ldexp(y.fraction, y.exponent - x.exponent), x.exponent);
}

double operator/(Scaled x, Scaled y) { return std::ldexp(x.fraction / y.fraction, x.exponent - y.exponent); }

/// Neighbouring numbers of busy connections, first … last.
struct Stretch {
  Scaled rarity;           ///< sum of 1/P(b)
  double probability = 0;  ///< sum of P(b)
  double risen = 0;        ///< sum over b of P(b) · (1/P(first) + … + 1/P(b − 1)) / rarity
};

/// Of two stretches side by side.
Stretch join(const Stretch& low, const Stretch& high) {
  const Scaled rarity = low.rarity + high.rarity;
  return {rarity, low.probability + high.probability,
          (low.rarity / rarity) * (low.risen + high.probability) + (high.rarity / rarity) * high.risen};
}

constexpr Scaled one{0.5, 1};

/// How many are busy while not all are: a stretch of one for each number below the capacity.
std::vector<Stretch> busy_distribution(std::size_t capacity, Load load) {
  std::vector<Stretch> busy(capacity);
  // Outwards from the most frequent number, so that what is too rare for a double becomes 0.
  const auto last = static_cast<double>(capacity - 1);
  const auto mode = static_cast<std::size_t>(std::min(load.erlangs, last));
  busy[mode].rarity = one;
  for (std::size_t b = mode + 1; b < capacity; ++b) {
    busy[b].rarity = busy[b - 1].rarity * (static_cast<double>(b) / load.erlangs);
  }
  for (std::size_t b = mode; b > 0; --b) {
    busy[b - 1].rarity = busy[b].rarity * (load.erlangs / static_cast<double>(b));
  }
  double sum = 0;
  for (const Stretch& each : busy) sum += one / each.rarity;
  for (Stretch& each : busy) {
    each.probability = one / each.rarity / sum;
    each.rarity = each.rarity * sum;
  }
  return busy;
}

/// Calls visit(k, the stretch from k + 1 − width, or from 0 where that is negative, to k) for each k in turn:
/// the window is the end of one block of `width` and the beginning of the next, each one `join` away.
template <typename Visit>
void slide(const std::vector<Stretch>& stretches, std::size_t width, Visit visit) {
  std::vector<Stretch> block_ends(width);
  Stretch beginning;
  for (std::size_t k = 0; k < stretches.size(); ++k) {
    const std::size_t offset = k % width;
    if (offset == 0 && k > 0) {
      Stretch end;
      for (std::size_t i = width; i-- > 0;) {
        end = join(stretches[k - width + i], end);
        block_ends[i] = end;
      }
      beginning = {};
    }
    beginning = join(beginning, stretches[k]);
    visit(k, offset + 1 < width ? join(block_ends[offset + 1], beginning) : beginning);
  }
}

}  // namespace

std::optional<Churn> churn(Count pool_size, Count max_overflow, Load load, double all_busy) {
  assert(pool_size >= 0 && max_overflow >= 0 && load.erlangs > 0 && all_busy >= 0 && all_busy <= 1);
  const Count capacity = pool_size + max_overflow;
  const double free = 1 - all_busy;
  if (max_overflow == 0) {
    return Churn{.mean_open = static_cast<double>(pool_size),
                 .mean_idle = free * poisson_mean_room(pool_size - 1, load.erlangs)};
  }
  if (capacity > most_churn_capacity) return std::nullopt;
  const auto kept = static_cast<std::size_t>(pool_size);
  const auto busy = busy_distribution(static_cast<std::size_t>(capacity), load);
  double mean_busy = 0;
  double idle = 0;
  double opened = 0;
  slide(busy, kept + 1, [&](std::size_t k, const Stretch& window) {
    mean_busy += static_cast<double>(k) * busy[k].probability;
    if (k < kept) {
      idle += window.probability;  // at least pool_size are open: of these, more than k are not busy
    } else {
      idle += window.risen;
      opened += one / window.rarity;
    }
  });
  const double mean_idle = free * idle;
  return Churn{.mean_open = free * mean_busy + all_busy * static_cast<double>(capacity) + mean_idle,
               .mean_idle = mean_idle,
               .opened_per_request = free * opened};
}

}  // namespace poolsize
