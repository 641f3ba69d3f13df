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
#include "busy_range.hpp"
#include "poisson.hpp"

#include <poolsize/churn.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <type_traits>
#include <utility>
#include <vector>

namespace poolsize {
namespace {

/// fraction · 2^exponent, for what exceeds a double: 0, or a fraction in [1/2, 1). Where two are added their
/// exponents differ by less than an int holds.
struct Scaled {
  double fraction = 0;
  int exponent = 0;
};

Scaled scaled(double fraction, int exponent) {
  int shift = 0;
  const double normal = std::frexp(fraction, &shift);
  return {normal, exponent + shift};
}

Scaled operator*(Scaled x, Scaled y) { return scaled(x.fraction * y.fraction, x.exponent + y.exponent); }

Scaled operator/(Scaled x, Scaled y) { return scaled(x.fraction / y.fraction, x.exponent - y.exponent); }

Scaled operator+(Scaled x, Scaled y) {
  if (x.fraction == 0) return y;
  if (x.exponent < y.exponent && y.fraction != 0) std::swap(x, y);
  return scaled(x.fraction + std::ldexp(y.fraction, y.exponent - x.exponent), x.exponent);
}

double to_double(Scaled x) { return std::ldexp(x.fraction, x.exponent); }
double to_double(double x) { return x; }

template <class Real>
Real real(double x) {
  if constexpr (std::is_same_v<Real, double>)
    return x;
  else
    return scaled(x, 0);
}

/// Neighbouring numbers of busy connections, first … last.
template <class Real>
struct Stretch {
  Real rarity{};       ///< sum of 1/P(b)
  Real probability{};  ///< sum of P(b)
  Real risen{};        ///< sum over b of P(b) · (1/P(first) + … + 1/P(b − 1))
};

/// Of two stretches side by side.
template <class Real>
Stretch<Real> join(const Stretch<Real>& low, const Stretch<Real>& high) {
  return {low.rarity + high.rarity, low.probability + high.probability,
          low.risen + high.risen + low.rarity * high.probability};
}

/// How many are busy while not all are: a stretch of one for each number in the range, which has the most
/// frequent one.
template <class Real>
std::vector<Stretch<Real>> busy_stretches(BusyRange range, Count capacity, Load load) {
  std::vector<Stretch<Real>> busy(static_cast<std::size_t>(range.size()));
  const auto rarity = [&](Count b) -> Real& {
    return busy[static_cast<std::size_t>(b - range.first)].rarity;
  };
  const Count mode = most_frequent(capacity, load);
  rarity(mode) = real<Real>(1);
  for (Count b = mode + 1; b <= range.last; ++b) {
    rarity(b) = rarity(b - 1) * real<Real>(static_cast<double>(b) / load.erlangs);
  }
  for (Count b = mode; b > range.first; --b) {
    rarity(b - 1) = rarity(b) * real<Real>(load.erlangs / static_cast<double>(b));
  }
  Real sum{};
  for (Stretch<Real>& each : busy) sum = sum + (each.probability = real<Real>(1) / each.rarity);
  const Real total = real<Real>(1) / sum;
  for (Stretch<Real>& each : busy) {
    each.probability = each.probability * total;
    each.rarity = each.rarity * sum;
  }
  return busy;
}

/// Calls visit(i, the stretch from i + 1 − width, or from 0 where that is negative, to i) for each i in turn:
/// the window is the end of one block of `width` and the beginning of the next, each one `join` away.
template <class Real, class Visit>
void slide(const std::vector<Stretch<Real>>& stretches, std::size_t width, Visit visit) {
  std::vector<Stretch<Real>> block_ends(std::min(width, stretches.size()));
  Stretch<Real> beginning;
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const std::size_t offset = i % width;
    if (offset == 0 && i > 0) {
      Stretch<Real> end;
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

/// While not all are busy.
struct Means {
  double busy = 0;
  double idle = 0;
  double opened = 0;
};

template <class Real>
Means means(BusyRange range, Count kept, Count capacity, Load load) {
  Means means;
  const auto busy = busy_stretches<Real>(range, capacity, load);
  slide(busy, static_cast<std::size_t>(kept) + 1, [&](std::size_t i, const Stretch<Real>& window) {
    const Count k = range.first + static_cast<Count>(i);
    means.busy += static_cast<double>(k) * to_double(busy[i].probability);
    if (k < kept) {
      // At least pool_size are open.
      means.idle += to_double(window.probability);
    } else {
      const Real opened = real<Real>(1) / window.rarity;
      means.idle += to_double(window.risen * opened);
      means.opened += to_double(opened);
    }
  });
  means.idle += static_cast<double>(std::max<Count>(0, kept - range.last - 1));
  return means;
}

/// What a sum of doubles leaves out is rarer than this against the most frequent number.
constexpr double left_out = 1e-250;

/// Of a window the rarer end counts. Which one that is, a sum of doubles does not know of a window from what
/// it leaves out below to what it leaves out above.
bool can_leave_out(Count kept, Count capacity, Load load) {
  const BusyRange likely = at_least(std::sqrt(left_out), capacity, load);
  return likely.first == 0 || likely.last == capacity - 1 || kept <= likely.size() / 2;
}

Means means(Count kept, Count capacity, Load load) {
  const BusyRange all{0, capacity - 1};
  const BusyRange range = at_least(left_out, capacity, load);
  return range.size() == all.size() || can_leave_out(kept, capacity, load)
             ? means<double>(range, kept, capacity, load)
             : means<Scaled>(all, kept, capacity, load);
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
  const Means mean = means(pool_size, capacity, load);
  const double mean_idle = free * mean.idle;
  return Churn{.mean_open = free * mean.busy + all_busy * static_cast<double>(capacity) + mean_idle,
               .mean_idle = mean_idle,
               .opened_per_request = free * mean.opened};
}

}  // namespace poolsize
