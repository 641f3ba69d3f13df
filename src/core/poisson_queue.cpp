#include "poisson_queue.hpp"

#include "fitted_phases.hpp"
#include "hyperexponential_queue.hpp"
#include "likeness.hpp"
#include "one_server_queue.hpp"
#include "steady_queue.hpp"
#include "two_phases.hpp"

#include <poolsize/erlang.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace poolsize {
namespace {

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

}  // namespace

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

}  // namespace poolsize
