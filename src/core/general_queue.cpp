#include "general_queue.hpp"

#include "bursts.hpp"
#include "fitted_phases.hpp"
#include "hyperexponential_queue.hpp"
#include "likeness.hpp"
#include "one_server_queue.hpp"
#include "steady_queue.hpp"
#include "two_phases.hpp"
#include "walk_queue.hpp"

#include <poolsize/erlang.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace poolsize {
namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

/// Below this hardly anybody ever waits, and Erlang's formula serves for all hold times.
constexpr double rarely = 1e-12;

OfferedWait phase_wait(Count servers, Load load, const Phases& phases, double timeout) {
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
    OfferedWait wait = phase_wait(servers, load, hold.phases.classes(), timeout);
    wait.exact = hold.exact;
    return wait;
  }
  if (load.erlangs < static_cast<double>(servers)) {
    const Likeness like = likeness(servers, load);
    return stretched(phase_wait(like.servers, like.load, hold.phases.classes(), timeout / like.stretch),
                     like.stretch);
  }
  const TwoPhases& classes = hold.phases;
  const double stretch = classes.share / (classes.fast * classes.fast) +
                         (1 - classes.share) / (classes.slow * classes.slow);  // (1 + scv) / 2
  return stretched(exponential_wait(servers, load, timeout / stretch), stretch);
}

/// How many servers' holds should agree in how long they last together: in light traffic more than two, but
/// soon two, because those who wait find other waiters; with a timeout as many as of which the first is free
/// within half of it, because nobody waits for longer. From the errors of the table in
/// tests/reference/hold_times.csv with scv 4 and 10, which a power of 6 and factors from 1.2 on hold as well.
double together(Count servers, double waits, double timeout) {
  constexpr double more = 1.5;
  constexpr double power = 5;
  const double patient = servers <= 2 ? 2 : 2 + more * std::pow(1 - waits, power);
  constexpr double most = 50;  // what holds are like far below their mean does not matter
  return std::clamp(2 / timeout, patient, most);
}

/// More than two classes, where there are so few servers that their queue can be solved.
std::optional<Phases> several_phases(Count servers, const Distribution& hold) {
  if (const auto own = own_phases(hold)) {
    const auto classes = static_cast<Eigen::Index>(own->size());
    const bool solved = classes > 2 && occupations(servers, classes) <= most_occupations;
    return solved ? own : std::nullopt;
  }
  constexpr double near_exponential = 1.05;  // where all classes would be one
  return scv(hold) > near_exponential ? fitted_phases(hold, servers) : std::nullopt;
}

OfferedWait poisson_wait(Count servers, Load load, const Distribution& hold, double timeout) {
  const double waits = erlang_c(servers, load).value_or(1);
  if (waits < rarely) return exponential_wait(servers, load, timeout);
  const bool equal = scv(hold) == 0;
  if (servers == 1 && one_server_solved(load.erlangs, timeout) && !(equal && load.erlangs < 1))
    return one_server_wait(load.erlangs, hold, timeout);
  if (equal) return steady_wait(servers, load, timeout);
  if (const auto phases = several_phases(servers, hold)) {
    OfferedWait wait = phase_wait(servers, load, *phases, timeout);
    wait.exact = own_phases(hold).has_value();
    return wait;
  }
  const Likened like = likened(hold, together(servers, waits, timeout));
  OfferedWait classes = classes_wait(servers, load, like, timeout);
  if (like.share == 1) return classes;
  return between(steady_wait(servers, load, timeout), classes, like.share);
}

OfferedWait scaled(OfferedWait wait, double probability, double time) {
  wait.waits *= probability;
  wait.mean *= probability;
  wait.late = [late = std::move(wait.late), probability](double t) { return probability * late(t); };
  return stretched(std::move(wait), time);
}

/// Holds that vary less than exponential ones, by what the gaps do to equal and to exponential holds: the
/// chance to wait changes by a power of how it changes with exponential ones, whose inverse lies between
/// those of both, and so does the logarithm of how the waits change. From the errors of the table in
/// tests/reference/hold_times.csv; the powers of the scv hold for 0.2 and 0.5. Nothing where the change with
/// equal ones is not known.
std::optional<OfferedWait> steadier_bursty_wait(Count servers, Load load, const Distribution& hold,
                                                double arrivals_scv) {
  const auto equal = walk_wait(servers, load, Deterministic{mean(hold)}, arrivals_scv);
  const OfferedWait exponential = bursty_exponential_wait(servers, load, arrivals_scv);
  if (!equal || equal->waits == 0 || exponential.waits == 0) return std::nullopt;
  const OfferedWait equal_before = steady_wait(servers, load, endless);
  const OfferedWait exponential_before = exponential_wait(servers, load, endless);
  const auto longer = [](const OfferedWait& wait, const OfferedWait& before) {
    return std::log(wait.mean / wait.waits / (before.mean / before.waits));
  };
  const double likelier = std::log(exponential.waits / exponential_before.waits);
  constexpr double most = 6;  // of gaps next to exponential ones both changes are next to nothing
  const double power_of_equal = std::clamp(std::log(equal->waits / equal_before.waits) / likelier, 1.0, most);
  const bool smoother = arrivals_scv < 1;
  const double hold_scv = scv(hold);
  const double power = 1 / std::lerp(1 / power_of_equal, 1, std::pow(hold_scv, smoother ? 0.7 : 1));
  const double time = std::lerp(longer(*equal, equal_before), longer(exponential, exponential_before),
                                std::pow(hold_scv, smoother ? 0.44 : 0.75));
  OfferedWait wait = poisson_wait(servers, load, hold, endless);
  const double probability = std::min(std::exp(power * likelier), 1 / wait.waits);
  return scaled(std::move(wait), probability, std::exp(time));
}

/// Without timeout, below saturation. What an approximation misses behind one server, where it is known, it
/// misses the less of the more servers there are: from the errors of the table in
/// tests/reference/hold_times.csv, those with few servers.
OfferedWait patient_bursty_wait(Count servers, double utilisation, const Distribution& hold,
                                double arrivals_scv) {
  const double hold_scv = scv(hold);
  const Load all{utilisation * static_cast<double>(servers)};
  if (is_walk(servers, hold)) {
    if (auto wait = walk_wait(servers, all, hold, arrivals_scv)) return *std::move(wait);
  }
  if (hold_scv < 1) {
    if (auto wait = steadier_bursty_wait(servers, all, hold, arrivals_scv)) return *std::move(wait);
  }
  double power = change_power(hold_scv, arrivals_scv);
  if (hold_scv > 1) {
    // Of holds that vary more, one server tells how much like exponential ones they are.
    const double telling = arrivals_scv < 1 ? 0.3 : 0.8;
    if (const auto one = walk_wait(1, {telling}, hold, arrivals_scv))
      power = known_change_power(telling, arrivals_scv, one->waits);
  }
  const auto approximate = [&](Count count) {
    const Load load{utilisation * static_cast<double>(count)};
    return with_bursts(poisson_wait(count, load, hold, endless), count, load, arrivals_scv, hold_scv, power);
  };
  OfferedWait wait = approximate(servers);
  if (std::holds_alternative<Exponential>(hold)) return wait;
  const auto known = walk_wait(1, {utilisation}, hold, arrivals_scv);
  if (!known || wait.waits == 0) return wait;
  const double weight = std::pow(static_cast<double>(servers), -0.35);
  const OfferedWait one = approximate(1);
  const double probability = std::pow(known->waits / one.waits, weight);
  const double time = std::pow(known->mean / known->waits / (one.mean / one.waits), weight);
  const double most = 1 / wait.waits;
  return scaled(std::move(wait), std::min(probability, most), time);
}

/// Time-outs as with Poisson arrivals; in overload, where those carry no approximation, on the time scale on
/// which waits change in heavy traffic, by (ca² + cs²) / (1 + cs²).
OfferedWait bursty_wait(Count servers, Load load, const Distribution& hold, double arrivals_scv,
                        double timeout) {
  const double hold_scv = scv(hold);
  const double utilisation = load.erlangs / static_cast<double>(servers);
  if (utilisation >= 1) {
    constexpr double least = 0.01;
    const double stretch = std::max(arrivals_scv + hold_scv, least) / (1 + hold_scv);
    return stretched(poisson_wait(servers, load, hold, timeout / stretch), stretch);
  }
  return with_timeout(patient_bursty_wait(servers, utilisation, hold, arrivals_scv), utilisation, timeout);
}

}  // namespace

GeneralQueue general_queue(Count servers, const Workload& workload, Duration timeout) {
  const Duration hold = mean(workload.hold);
  const Load load = workload.offered_load();
  const double holds = timeout / hold;
  return {.servers = servers,
          .load = load,
          .hold = hold,
          .wait = workload.arrivals_scv == 1
                      ? poisson_wait(servers, load, workload.hold, holds)
                      : bursty_wait(servers, load, workload.hold, workload.arrivals_scv, holds)};
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
