#include "general_queue.hpp"

#include "bursty_queue.hpp"
#include "poisson_queue.hpp"

namespace poolsize {

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
