#include "likeness.hpp"

#include <poolsize/erlang.hpp>
#include <poolsize/patience.hpp>

namespace poolsize {

Likeness likeness(Count servers, Load load) {
  if (servers <= most_servers_solved) return {.servers = servers, .load = load};
  const double wanted = erlang_c(servers, load).value_or(1);
  constexpr auto most = static_cast<double>(most_servers_solved);
  double low = 0;
  double high = most;
  for (double middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2)
    (erlang_c(most_servers_solved, {middle}).value_or(1) < wanted ? low : high) = middle;
  const double room = static_cast<double>(servers) - load.erlangs;
  return {.servers = most_servers_solved, .load = {low}, .stretch = (most - low) / room};
}

OfferedWait exponential_wait(Count servers, Load load, double timeout) {
  const TimedQueue queue = timed_queue(servers, load, Duration{1}, Duration{timeout}).value();
  return {.timeout = timeout,
          .waits = wait_probability(queue),
          .timed_out = queue.timed_out,
          .mean = served_mean_wait(queue).seconds * (1 - queue.timed_out),
          .late = [queue](double t) { return late_probability(queue, Duration{t}); },
          .exact = true};
}

}  // namespace poolsize
