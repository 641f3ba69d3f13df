#include "general_queue.hpp"

#include "hyperexponential_queue.hpp"
#include "likeness.hpp"
#include "one_server_queue.hpp"
#include "steady_queue.hpp"
#include "two_phases.hpp"

#include <poolsize/erlang.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace poolsize {
namespace {

/// Below this hardly anybody ever waits, and Erlang's formula serves for all hold times.
constexpr double rarely = 1e-12;

/// Regular arrivals of equal holds never wait in theory; the scale of the waits stays above zero.
constexpr double least_variability = 0.01;

/// How much longer waits are than with Poisson arrivals (A. O. Allen, J. R. Cunneen: Allen 1990,
/// "Probability, Statistics, and Queueing Theory", section 6.3). Exact in heavy traffic.
double burstiness(const Workload& workload, double hold_scv) {
  return std::max(workload.arrivals_scv + hold_scv, least_variability) / (1 + hold_scv);
}

OfferedWait phase_wait(Count servers, Load load, const TwoPhases& phases, double timeout) {
  const WaitTail tail = hyperexponential_wait(servers, load, phases, timeout);
  const double waits = std::clamp(tail(0), 0.0, 1.0);  // rounding may leave the range
  return {.timeout = timeout,
          .waits = waits,
          .timed_out = std::clamp(tail.timed_out, 0.0, waits),
          .mean = std::max(tail.mean(), 0.0),
          .late = tail};
}

/// Two exponential classes. More servers than can be solved are likened to fewer; in overload, where no such
/// limit is known, to exponential holds on the time scale on which waits decay in heavy traffic, 2(1 − ρ)c /
/// (ca² + cs²) against 2 for M/M/c (J. F. C. Kingman 1962).
OfferedWait classes_wait(Count servers, Load load, const Likened& hold, double timeout) {
  if (hold.exponential()) return exponential_wait(servers, load, timeout);
  if (servers <= most_servers_solved) {
    OfferedWait wait = phase_wait(servers, load, hold.phases, timeout);
    wait.exact = hold.exact;
    return wait;
  }
  if (load.erlangs < static_cast<double>(servers)) {
    const Likeness like = likeness(servers, load);
    return stretched(phase_wait(like.servers, like.load, hold.phases, timeout / like.stretch), like.stretch);
  }
  const TwoPhases& classes = hold.phases;
  const double stretch = classes.share / (classes.fast * classes.fast) +
                         (1 - classes.share) / (classes.slow * classes.slow);  // (1 + scv) / 2
  return stretched(exponential_wait(servers, load, timeout / stretch), stretch);
}

/// How many servers' holds should agree in how long they last together: all of them, were the queue always
/// empty, but soon two, because those who wait find other waiters. From the errors of the table in
/// tests/reference/hold_times.csv for lognormal holds with scv 10, which exponents from 2 to 4 keep within 10
/// %.
double together(Count servers, double waits) { return servers <= 2 ? 2 : 2 + std::pow(1 - waits, 3); }

OfferedWait poisson_wait(Count servers, Load load, const Distribution& hold, double timeout) {
  const auto capacity = static_cast<double>(servers);
  const bool overloaded = load.erlangs >= capacity;
  const double waits = erlang_c(servers, load).value_or(1);
  if (waits < rarely) return exponential_wait(servers, load, timeout);
  if (scv(hold) == 0) return steady_wait(servers, load, timeout);
  if (servers == 1 && !overloaded) return one_server_wait(load.erlangs, hold, timeout);
  const Likened like = likened(hold, together(servers, waits));
  OfferedWait classes = classes_wait(servers, load, like, timeout);
  if (like.share == 1) return classes;
  return between(steady_wait(servers, load, timeout), classes, like.share);
}

}  // namespace

GeneralQueue general_queue(Count servers, const Workload& workload, Duration timeout) {
  const Duration hold = mean(workload.hold);
  const double stretch = burstiness(workload, scv(workload.hold));
  OfferedWait wait = poisson_wait(servers, workload.offered_load(), workload.hold, timeout / hold / stretch);
  return {.servers = servers,
          .load = workload.offered_load(),
          .hold = hold,
          .wait = stretched(std::move(wait), stretch)};
}

double wait_probability(const GeneralQueue& queue) { return queue.wait.waits; }

double late_probability(const GeneralQueue& queue, Duration goal) {
  if (goal >= queue.timeout()) return queue.wait.timed_out;
  return queue.wait.late(goal / queue.hold);
}

double served_late_probability(const GeneralQueue& queue, Duration goal) {
  if (goal >= queue.timeout()) return 0;
  return (queue.wait.late(goal / queue.hold) - queue.wait.timed_out) / (1 - queue.wait.timed_out);
}

Duration served_mean_wait(const GeneralQueue& queue) {
  return queue.hold * (queue.wait.mean / (1 - queue.wait.timed_out));
}

Duration served_wait_quantile(const GeneralQueue& queue, double percentile) {
  return queue.hold * served_quantile(queue.wait, 1 - percentile);
}

}  // namespace poolsize
