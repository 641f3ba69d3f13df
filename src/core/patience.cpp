// In the steady state the wait that a request would need for a server, were it to wait without end, has an
// atom at 0 and a density proportional to e^(−d·t) up to the timeout, d = (servers − load) / hold: negative
// when overloaded. The atom relative to the density comes from the loss system with as many servers. All is
// measured by the larger end of the density, so that no exponential of a positive number is ever taken.
#include "poisson.hpp"

#include <poolsize/patience.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>

namespace poolsize {
namespace {

/// The wait of those that wait and are served: density ∝ e^(−decay·t) on [0, length].
struct Delay {
  double decay;   // per second; negative if the density grows
  double length;  // seconds

  bool grows() const { return decay < 0; }
  double rate() const { return std::abs(decay); }
  /// The exponent between both ends of the density.
  double range() const { return decay == 0 ? 0 : rate() * length; }
};

Delay delay(double servers, Load load, Duration hold, Duration timeout) {
  return {(servers - load.erlangs) / hold.seconds, timeout.seconds};
}

Delay delay(const TimedQueue& queue) {
  return delay(static_cast<double>(queue.servers), queue.load, queue.hold, queue.timeout);
}

/// The integral of the density over a stretch of time that begins at the larger end, where the density is 1.
double mass(const Delay& delay, double stretch) {
  return delay.decay == 0 ? stretch : -std::expm1(-delay.rate() * stretch) / delay.rate();
}

/// P(delay > t).
double beyond(const Delay& delay, double t) {
  if (t >= delay.length) return 0;
  const double share = mass(delay, delay.length - t) / mass(delay, delay.length);
  return delay.grows() ? share : std::exp(-delay.decay * t) * share;
}

/// The distance from the larger end within which the share `near` of the mass lies, and `far` = 1 − near not.
double distance(const Delay& delay, double near, double far) {
  if (delay.range() == 0) return near * delay.length;
  // Two forms of −ln(far + near·e^(−range)): the first keeps the digits of near, the second those of far.
  const double missing = near * std::expm1(-delay.range());
  if (missing > -0.5) return -std::log1p(missing) / delay.rate();
  return -std::log(far + near * std::exp(-delay.range())) / delay.rate();
}

/// The t with P(delay ≤ t) = below and P(delay > t) = above.
Duration quantile(const Delay& delay, double below, double above) {
  const double seconds =
      delay.grows() ? delay.length - distance(delay, above, below) : distance(delay, below, above);
  return {std::clamp(seconds, 0.0, delay.length)};
}

/// The mean distance from the larger end: length·(1/x − 1/(e^x − 1)), x the range.
double mean_distance(const Delay& delay) {
  const double x = delay.range();
  if (x == 0) return delay.length / 2;
  if (std::isinf(x)) return 1 / delay.rate();
  if (x > 1) return 1 / delay.rate() - delay.length / std::expm1(x);
  // The same as length·(e^x − 1 − x) / (x·(e^x − 1)); the numerator is x²/2·(1 + x/3·(1 + x/4·(…))).
  double series = 1;
  for (int k = 19; k >= 3; --k) series = 1 + series * x / k;
  return delay.length * series * x / (2 * std::expm1(x));
}

double mean(const Delay& delay) {
  const double distance = mean_distance(delay);
  return delay.grows() ? delay.length - distance : distance;
}

}  // namespace

std::optional<TimedQueue> timed_queue(Count servers, Load load, Duration hold, Duration timeout) {
  assert(servers >= 1 && load.erlangs >= 0 && hold.seconds > 0 && timeout.seconds >= 0);
  const auto c = static_cast<double>(servers);
  if (load.erlangs >= c && timeout == forever) return std::nullopt;
  const Delay waits = delay(c, load, hold, timeout);
  const double odds = poisson_odds(servers, load.erlangs);
  // Zeltyn & Mandelbaum's E and J, both times the blocking probability 1 / (1 + odds) of the loss system, and
  // the start and the end of the density relative to the larger of the two.
  const double blocked = 1 / (1 + odds);
  const double start = waits.grows() ? std::exp(-waits.range()) : 1;
  const double end = waits.grows() ? 1 : std::exp(-waits.range());
  const double at_once = start / (1 + 1 / odds);
  const double delayed = blocked * mass(waits, waits.length) * c / hold.seconds;
  const double timed_out = blocked * end;
  const double all = at_once + delayed + timed_out;
  return TimedQueue{.servers = servers,
                    .load = load,
                    .hold = hold,
                    .timeout = timeout,
                    .at_once = at_once / all,
                    .delayed = delayed / all,
                    .timed_out = timed_out / all};
}

double wait_probability(const TimedQueue& queue) { return std::min(1.0, queue.delayed + queue.timed_out); }

double late_probability(const TimedQueue& queue, Duration goal) {
  assert(goal.seconds >= 0);
  return queue.timed_out + queue.delayed * beyond(delay(queue), goal.seconds);
}

double served_late_probability(const TimedQueue& queue, Duration goal) {
  assert(goal.seconds >= 0);
  return queue.delayed / (queue.at_once + queue.delayed) * beyond(delay(queue), goal.seconds);
}

std::optional<Duration> wait_quantile(const TimedQueue& queue, double percentile) {
  assert(percentile >= 0 && percentile <= 1);
  const double late = 1 - percentile;
  if (late >= wait_probability(queue)) return Duration{0};
  if (late < queue.timed_out) return std::nullopt;
  return quantile(delay(queue), (percentile - queue.at_once) / queue.delayed,
                  (late - queue.timed_out) / queue.delayed);
}

Duration served_wait_quantile(const TimedQueue& queue, double percentile) {
  assert(percentile >= 0 && percentile <= 1);
  const double served = queue.at_once + queue.delayed;
  const double late = (1 - percentile) * served;
  if (late >= queue.delayed) return Duration{0};
  return quantile(delay(queue), (percentile * served - queue.at_once) / queue.delayed, late / queue.delayed);
}

Duration mean_wait(const TimedQueue& queue) {
  const double in_vain = queue.timed_out > 0 ? queue.timed_out * queue.timeout.seconds : 0;
  return {in_vain + queue.delayed * mean(delay(queue))};
}

Duration served_mean_wait(const TimedQueue& queue) {
  return Duration{mean(delay(queue))} * (queue.delayed / (queue.at_once + queue.delayed));
}

Rate throughput(const TimedQueue& queue) { return queue.load / queue.hold * (queue.at_once + queue.delayed); }

double mean_busy(const TimedQueue& queue) { return (throughput(queue) * queue.hold).erlangs; }

double mean_queue(const TimedQueue& queue) { return (queue.load / queue.hold * mean_wait(queue)).erlangs; }

}  // namespace poolsize
