#include "lazy_connections.hpp"

#include "busy_range.hpp"
#include "closed_connections.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace poolsize {
namespace {

constexpr double left_out = 1e-25;

/// Up to so many places the plain sum is as quick as the quadrature, which wants a few for its expansions in
/// 1 / load. Within `left_out` of the most frequent are no more than 130 at that load, and no more than 103
/// at that multiple of the capacity.
constexpr Count few_places = 100;
constexpr double small_load = 40;
constexpr double overload = 1.75;

/// e^−many is nothing beside 1.
constexpr double many = 50;

}  // namespace

double mean_open_summed(Duration lifetime, Count capacity, Load load, Duration hold, double all_busy) {
  assert(capacity >= 1 && load.erlangs > 0 && hold.seconds > 0 && all_busy >= 0 && all_busy <= 1);
  const BusyRange range = at_least(left_out, capacity, load);
  const Count mode = most_frequent(capacity, load);
  std::vector<double> busy(static_cast<std::size_t>(range.size()));
  const auto weight = [&](Count k) -> double& { return busy[static_cast<std::size_t>(k - range.first)]; };
  weight(mode) = 1;
  for (Count k = mode + 1; k <= range.last; ++k)
    weight(k) = weight(k - 1) * (load.erlangs / static_cast<double>(k));
  for (Count k = mode; k > range.first; --k)
    weight(k - 1) = weight(k) * (static_cast<double>(k) / load.erlangs);
  double sum = 0;
  for (const double each : busy) sum += each;
  const double share = (1 - all_busy) / sum;
  const double arrivals = lifetime / hold * load.erlangs;
  double below = 0;  // P(busy ≤ k)
  double climb = 0;  // Σ 1 / P(busy = j) from the mode to k, times P(busy = k)
  double closed = 0;
  for (Count k = range.first; k <= range.last; ++k) {
    const double here = weight(k) * share;
    below += here;
    if (k > mode) climb *= load.erlangs / static_cast<double>(k);
    if (k >= mode) climb += 1;
    if (below == 0) continue;
    // From k busy the next peak is a mean of below / (arrivals · here) lifetimes away, but often it follows
    // at once: with the chance 1 / climb the pool gets back to its usual state before (a gambler's ruin).
    const double peaks = arrivals * here / (below * std::max(climb, 1.0));
    if (peaks < many) closed += below * std::exp(-peaks);
  }
  closed += below * static_cast<double>(capacity - 1 - range.last);
  return static_cast<double>(capacity) - closed;
}

double mean_open_within(Duration lifetime, Count capacity, Load load, Duration hold, double all_busy) {
  const auto c = static_cast<double>(capacity);
  if (capacity <= few_places || load.erlangs <= small_load || load.erlangs >= overload * c)
    return mean_open_summed(lifetime, capacity, load, hold, all_busy);
  return c - (1 - all_busy) * closed_connections(capacity, load, lifetime / hold * load.erlangs);
}

}  // namespace poolsize
