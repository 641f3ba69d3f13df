// An arriving request finds the other users in their steady state. With `others` of them, those where n ≥
// servers are with the servers have chances proportional to y^m / m!, m = others − n the number that think
// and y = servers·think/hold: a Poisson distribution cut off at others − servers. Those with n < servers have
// chances proportional to the binomial C(others, n)·(hold/think)^n. Both are measured by the chance of n =
// servers, which they share.
#include "poisson.hpp"

#include <poolsize/population.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace poolsize {
namespace {

/// The sum of C(others, n)·x^n over n < servers, divided by the term of n = servers: from the term next to it
/// downwards, until what is left does not count, or the sum exceeds every double. Requires: servers ≤ others.
double binomial_odds(Count others, Count servers, double x) {
  double term = 1;
  double sum = 0;
  for (Count n = servers; n >= 1; --n) {
    const double ratio = static_cast<double>(n) / (static_cast<double>(others - n + 1) * x);
    term *= ratio;
    sum += term;
    if (std::isinf(sum) || (ratio < 1 && term <= sum * (1 - ratio) * std::numeric_limits<double>::epsilon()))
      break;
  }
  return sum;
}

/// Who else there is besides an arriving request and those that it finds holding, all servers busy.
struct Crowd {
  Count most;       ///< that may wait
  double thinking;  ///< y: how many would think on average, were there no end of users
};

Crowd crowd(const ClosedQueue& queue) {
  return {queue.users - 1 - queue.servers, static_cast<double>(queue.servers) * (queue.think / queue.hold)};
}

/// The mean time between two returns while all servers are busy.
Duration turn(const ClosedQueue& queue) { return queue.hold / static_cast<double>(queue.servers); }

/// P(wait > turns | wait > 0): its density is proportional to e^(−t)·(1 + t/thinking)^most.
double beyond(const Crowd& crowd, double turns) {
  return poisson_cdf_ratio(crowd.most, crowd.thinking, turns);
}

}  // namespace

ClosedQueue closed_queue(Count users, Count servers, Duration think, Duration hold) {
  assert(users >= 1 && servers >= 1 && think.seconds >= 0 && hold.seconds > 0);
  ClosedQueue queue{.users = users, .servers = servers, .think = think, .hold = hold};
  const Crowd ahead = crowd(queue);
  if (ahead.most >= 0) {
    const double below = binomial_odds(users - 1, servers, hold / think);
    const double above = 1 + poisson_odds(ahead.most, ahead.thinking);
    queue.wait_probability = 1 / (1 + below / above);
    queue.mean_wait = turn(queue) * (queue.wait_probability * poisson_mean_room(ahead.most, ahead.thinking));
  }
  // Little's law around the cycle of think, wait and hold.
  queue.throughput = Rate{static_cast<double>(users) / (think + queue.mean_wait + hold).seconds};
  queue.mean_busy = (queue.throughput * hold).erlangs;
  return queue;
}

double late_probability(const ClosedQueue& queue, Duration goal) {
  assert(goal.seconds >= 0);
  if (queue.wait_probability == 0) return 0;
  return queue.wait_probability * beyond(crowd(queue), goal / turn(queue));
}

Duration wait_quantile(const ClosedQueue& queue, double percentile) {
  assert(percentile >= 0 && percentile < 1);
  if (queue.wait_probability <= 1 - percentile) return {0};
  const Crowd ahead = crowd(queue);
  const double share = (1 - percentile) / queue.wait_probability;
  // The logarithm of `beyond` falls ever more steeply, by 1 / (1 + odds) per turn: its tangent, from where a
  // full crowd is down to what it would be on average, ends beyond the root.
  const double start = std::max(0.0, static_cast<double>(ahead.most) - ahead.thinking);
  const double fall = std::max(0.0, std::log(beyond(ahead, start) / share));
  double low = 0;
  double high = start + fall * (1 + poisson_odds(ahead.most, ahead.thinking + start));
  for (double turns = high / 2; low < turns && turns < high; turns = low + (high - low) / 2) {
    (beyond(ahead, turns) > share ? low : high) = turns;
  }
  return turn(queue) * high;
}

}  // namespace poolsize
