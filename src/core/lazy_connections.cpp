#include "lazy_connections.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

namespace poolsize {

double mean_open_within(Duration lifetime, Count capacity, Load load, Duration hold, double all_busy) {
  assert(capacity >= 1 && load.erlangs > 0 && hold.seconds > 0 && all_busy >= 0 && all_busy <= 1);
  const auto size = static_cast<std::size_t>(capacity);
  // P(busy = k), outwards from the most frequent number so that nothing overflows.
  std::vector<double> busy(size, 0.0);
  const auto mode = static_cast<std::size_t>(std::min(load.erlangs, static_cast<double>(capacity - 1)));
  busy[mode] = 1;
  for (std::size_t k = mode + 1; k < size; ++k) busy[k] = busy[k - 1] * load.erlangs / static_cast<double>(k);
  for (std::size_t k = mode; k > 0; --k) busy[k - 1] = busy[k] * static_cast<double>(k) / load.erlangs;
  double sum = 0;
  for (const double each : busy) sum += each;
  const double arrivals = lifetime / hold * load.erlangs;
  double below = 0;  // P(busy ≤ k)
  double climb = 0;  // Σ 1 / P(busy = j) from the mode to k, times P(busy = k)
  double closed = 0;
  for (std::size_t k = 0; k < size; ++k) {
    const double here = busy[k] / sum * (1 - all_busy);
    below += here;
    if (k > mode) climb *= busy[k] / busy[k - 1];
    if (k >= mode) climb += 1;
    // From k busy the next peak is a mean of below / (arrivals · here) lifetimes away, but often it follows
    // at once: with the chance 1 / climb the pool gets back to its usual state before (a gambler's ruin).
    const double far = std::max(climb, 1.0);
    if (below > 0) closed += below * std::exp(-arrivals * here / below / far);
  }
  return static_cast<double>(capacity) - closed;
}

}  // namespace poolsize
