#include <poolsize/erlang.hpp>
#include <poolsize/smallest.hpp>

#include <cassert>

namespace poolsize {

std::optional<Count> smallest_for_utilisation(Load load, double at_most) {
  assert(load.erlangs >= 0 && at_most > 0);
  return smallest_count(
      1, most_servers, [&](Count servers) { return load.erlangs / static_cast<double>(servers) <= at_most; });
}

std::optional<Count> smallest_for_wait_probability(Load load, double at_most) {
  assert(load.erlangs >= 0 && at_most >= 0);
  return smallest_count(1, most_servers, [&](Count servers) {
    const auto waits = erlang_c(servers, load);
    return waits && *waits <= at_most;
  });
}

std::optional<Count> smallest_for_wait(Load load, Duration hold, double percentile, Duration at_most,
                                       Duration timeout) {
  assert(percentile >= 0 && percentile < 1);
  return smallest_count(1, most_servers, [&](Count servers) {
    const auto queue = timed_queue(servers, load, hold, timeout);
    return queue && late_probability(*queue, at_most) <= 1 - percentile;
  });
}

}  // namespace poolsize
