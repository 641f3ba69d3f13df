#include "queue_model.hpp"

namespace poolsize {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};

/// `answer` of the queue, by kind.
template <class... F>
auto by_kind(const QueueModel& queue, F... answers) {
  return std::visit(Overloaded{answers...}, queue);
}

}  // namespace

QueueModel queue_model(std::optional<Count> capacity, const Workload& workload, Duration patience) {
  const Load load = workload.offered_load();
  if (!capacity) return Unlimited{.load = load, .rate = workload.rate};
  const Duration hold = mean(workload.hold);
  if (workload.population) {
    return closed_queue(workload.population->users, *capacity, workload.population->think_time, hold);
  }
  if (const auto queue = timed_queue(*capacity, load, hold, patience)) return *queue;
  return Endless{.servers = *capacity, .throughput = Load{static_cast<double>(*capacity)} / hold};
}

double late(const QueueModel& queue, Duration goal) {
  return by_kind(
      queue, [](const Unlimited&) { return 0.0; }, [](const Endless&) { return 1.0; },
      [&](const auto& settled) { return late_probability(settled, goal); });
}

double timeouts(const QueueModel& queue) {
  return by_kind(
      queue, [](const TimedQueue& timed) { return timed.timed_out; }, [](const auto&) { return 0.0; });
}

double waiting(const QueueModel& queue) {
  return by_kind(
      queue, [](const Unlimited&) { return 0.0; }, [](const Endless&) { return 1.0; },
      [](const TimedQueue& timed) { return wait_probability(timed); },
      [](const ClosedQueue& closed) { return closed.wait_probability; });
}

Rate throughput_of(const QueueModel& queue) {
  return by_kind(
      queue, [](const Unlimited& unlimited) { return unlimited.rate; },
      [](const TimedQueue& timed) { return throughput(timed); },
      [](const auto& other) { return other.throughput; });
}

double busy(const QueueModel& queue) {
  return by_kind(
      queue, [](const Unlimited& unlimited) { return unlimited.load.erlangs; },
      [](const Endless& endless) { return static_cast<double>(endless.servers); },
      [](const TimedQueue& timed) { return mean_busy(timed); },
      [](const ClosedQueue& closed) { return closed.mean_busy; });
}

bool settles(const QueueModel& queue) { return !std::holds_alternative<Endless>(queue); }

Duration served_mean(const QueueModel& queue) {
  return by_kind(
      queue, [](const TimedQueue& timed) { return served_mean_wait(timed); },
      [](const ClosedQueue& closed) { return closed.mean_wait; }, [](const auto&) { return Duration{}; });
}

Duration served_quantile(const QueueModel& queue, double percentile) {
  return by_kind(
      queue, [&](const TimedQueue& timed) { return served_wait_quantile(timed, percentile); },
      [&](const ClosedQueue& closed) { return wait_quantile(closed, percentile); },
      [](const auto&) { return Duration{}; });
}

double served_late(const QueueModel& queue, Duration goal) {
  return by_kind(
      queue, [&](const TimedQueue& timed) { return served_late_probability(timed, goal); },
      [&](const ClosedQueue& closed) { return late_probability(closed, goal); },
      [](const auto&) { return 0.0; });
}

Model describe(const QueueModel& queue, const Workload& workload, Duration patience) {
  const bool exponential = std::holds_alternative<Exponential>(workload.hold);
  const bool poisson = workload.arrivals_scv == 1;
  Model model{
      .name = by_kind(
          queue, [](const Unlimited&) { return "M/M/∞"; }, [](const ClosedQueue&) { return "M/M/c//N"; },
          [&](const auto&) { return patience == forever ? "M/M/c" : "M/M/c+D"; }),
      .exact = exponential && poisson};
  if (!model.exact)
    model.accuracy =
        "the model takes hold times as exponential and traffic as Poisson, which they are not here";
  return model;
}

}  // namespace poolsize
