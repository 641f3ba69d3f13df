#include "general_queue.hpp"

#include "hyperexponential_queue.hpp"

#include <poolsize/erlang.hpp>

#include <boost/math/quadrature/gauss_kronrod.hpp>

#include <algorithm>
#include <cmath>

namespace poolsize {
namespace {

/// Below this hardly anybody ever waits, and Erlang's formula serves for all hold times.
constexpr double rarely = 1e-12;

/// Regular arrivals of equal holds never wait in theory; the scale of the waits stays above zero.
constexpr double least_variability = 0.01;

double variability(const Workload& workload, double hold_scv) {
  return std::max(workload.arrivals_scv + hold_scv, least_variability);
}

/// How much longer waits are than with Poisson arrivals (A. O. Allen, J. R. Cunneen: Allen 1990,
/// "Probability, Statistics, and Queueing Theory", section 6.3). Exact in heavy traffic.
double burstiness(const Workload& workload, double hold_scv) {
  return variability(workload, hold_scv) / (1 + hold_scv);
}

WaitTail erlang_tail(Count servers, Load load) {
  return {.terms = {{.weight = erlang_c(servers, load).value_or(1),
                     .rate = static_cast<double>(servers) - load.erlangs}}};
}

/// A smaller queue in which as many wait. In the limit of many servers (S. Halfin, W. Whitt 1981,
/// "Heavy-traffic limits for queues with many exponential servers") the waits then differ by their scale
/// alone.
struct Likeness {
  Load load;
  double stretch = 1;
};

Likeness likeness(Count servers, Load load, Count smaller) {
  if (servers <= smaller) return {.load = load};
  const double wanted = erlang_c(servers, load).value_or(1);
  double low = 0;
  auto high = static_cast<double>(smaller);
  for (double middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2)
    (erlang_c(smaller, {middle}).value_or(1) < wanted ? low : high) = middle;
  const double room = static_cast<double>(servers) - load.erlangs;
  return {.load = {low}, .stretch = (static_cast<double>(smaller) - low) / room};
}

WaitTail variable_tail(Count servers, Load load, const Distribution& hold) {
  if (erlang_c(servers, load).value_or(1) < rarely) return erlang_tail(servers, load);
  const Count solved = std::min(servers, most_servers_in_phases);
  const Likeness like = likeness(servers, load, solved);
  WaitTail tail = hyperexponential_wait(solved, like.load, two_phases(hold));
  for (WaitTail::Term& term : tail.terms) term.rate /= like.stretch;
  return tail;
}

SmoothTail smooth_tail(Count servers, Load load, double hold_scv) {
  const WaitTail exponential = erlang_tail(servers, load);
  SmoothTail tail{.exponential_waits = exponential.terms.front().weight,
                  .exponential_rate = exponential.terms.front().rate,
                  .scv = hold_scv};
  tail.steady_waits = tail.exponential_waits;
  if (tail.exponential_waits < rarely) return tail;
  const Count solved = std::min(servers, most_servers_in_phases);
  const Likeness like = likeness(servers, load, solved);
  // Nearer to saturation 1 − P(wait) falls with the room that is left, and the waits grow with its inverse.
  const double busiest = DeterministicQueue::busiest(solved).erlangs;
  const double at = std::min(like.load.erlangs, busiest);
  const double nearer =
      (static_cast<double>(solved) - like.load.erlangs) / (static_cast<double>(solved) - at);
  tail.steady = DeterministicQueue(solved, {at});
  const double waits = tail.steady->late(0);
  tail.steady_waits = 1 - (1 - waits) * nearer;
  tail.steady_stretch = like.stretch / nearer;
  tail.steady_mean = tail.steady->mean() / waits * tail.steady_stretch;
  return tail;
}

double tail_at(const GeneralQueue& queue, Duration t) {
  if (t == forever) return 0;
  return std::visit([&](const auto& tail) { return tail(t / queue.unit); }, queue.tail);
}

/// P(wait ≤ t) of all requests is this times that without time-outs: by the rejection of those who would wait
/// too long (A. G. de Kok, H. C. Tijms 1985, "A queueing system with impatient customers"); exact for
/// exponential holds and for one server.
double kept(const GeneralQueue& queue) {
  const double utilisation = queue.load.erlangs / static_cast<double>(queue.servers);
  return 1 / (1 - utilisation * queue.at_timeout);
}

/// The smallest t with falling(t) ≤ level. Requires: falling(0) > level.
template <class Falling>
double crossing(Falling falling, double level) {
  double low = 0;
  double high = 1;
  while (falling(high) > level) high *= 2;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (falling(middle) > level ? low : high) = middle;
  }
  return high;
}

}  // namespace

double SmoothTail::mean() const {
  if (!steady) return exponential_waits / exponential_rate;
  return waits() * (steady_mean + scv * (1 / exponential_rate - steady_mean));
}

/// Percentiles of the conditional wait are near linear in the scv (H. C. Tijms, A First Course in Stochastic
/// Models, 2003, section 9.6).
double SmoothTail::operator()(double t) const {
  if (!steady) return exponential_waits * std::exp(-exponential_rate * t);
  if (t <= 0) return waits();
  const double at_once = steady->late(0);
  const auto share = [&](double x) { return steady->late(x / steady_stretch) / at_once; };
  if (scv == 0) return waits() * share(t);
  const auto reached = [&](double x) { return (1 - scv) * x - scv * std::log(share(x)) / exponential_rate; };
  double low = 0;
  double high = t / (1 - scv);
  for (int i = 0; i < 50; ++i) {
    const double middle = (low + high) / 2;
    const double value = share(middle) > 0 ? reached(middle) : 2 * t;
    (value < t ? low : high) = middle;
  }
  return waits() * share((low + high) / 2);
}

GeneralQueue general_queue(Count servers, const Workload& workload, Duration timeout) {
  const double hold_scv = scv(workload.hold);
  GeneralQueue queue{
      .servers = servers, .load = workload.offered_load(), .hold = mean(workload.hold), .timeout = timeout};
  queue.unit = queue.hold * burstiness(workload, hold_scv);
  constexpr double rounding = 1e-6;
  if (hold_scv > 1 + rounding) {
    queue.tail = variable_tail(servers, queue.load, workload.hold);
  } else if (hold_scv < 1 - rounding) {
    queue.tail = smooth_tail(servers, queue.load, hold_scv);
  } else {
    queue.tail = erlang_tail(servers, queue.load);
  }
  queue.at_timeout = tail_at(queue, timeout);
  return queue;
}

OverloadedQueue overloaded_queue(Count servers, const Workload& workload, Duration timeout) {
  const double hold_scv = scv(workload.hold);
  // The decay of the wait in heavy traffic, 2(1 − ρ)c / (ca² + cs²), against 2 for M/M/c (J. F. C. Kingman
  // 1962).
  const double stretch = variability(workload, hold_scv) / 2;
  const auto queue =
      timed_queue(servers, workload.offered_load(), mean(workload.hold), timeout * (1 / stretch));
  return {.queue = queue.value(), .stretch = stretch};
}

double timed_out(const GeneralQueue& queue) {
  const double utilisation = queue.load.erlangs / static_cast<double>(queue.servers);
  return (1 - utilisation) * queue.at_timeout * kept(queue);
}

double wait_probability(const GeneralQueue& queue) {
  return 1 - kept(queue) * (1 - tail_at(queue, Duration{}));
}

double late_probability(const GeneralQueue& queue, Duration goal) {
  if (goal >= queue.timeout) return timed_out(queue);
  return kept(queue) * (tail_at(queue, goal) - queue.at_timeout) + timed_out(queue);
}

double served_late_probability(const GeneralQueue& queue, Duration goal) {
  if (goal >= queue.timeout) return 0;
  return (tail_at(queue, goal) - queue.at_timeout) / (1 - queue.at_timeout);
}

Duration served_mean_wait(const GeneralQueue& queue) {
  if (queue.at_timeout < rarely)
    return queue.unit * std::visit([](const auto& tail) { return tail.mean(); }, queue.tail);
  const auto excess = [&](double t) { return tail_at(queue, queue.unit * t) - queue.at_timeout; };
  const double sum = boost::math::quadrature::gauss_kronrod<double, 31>::integrate(
      excess, 0, queue.timeout / queue.unit, 5, 1e-9);
  return queue.unit * (sum / (1 - queue.at_timeout));
}

Duration served_wait_quantile(const GeneralQueue& queue, double percentile) {
  const auto late = [&](double t) { return served_late_probability(queue, queue.unit * t); };
  if (late(0) <= 1 - percentile) return {};
  return queue.unit * crossing(late, 1 - percentile);
}

}  // namespace poolsize
