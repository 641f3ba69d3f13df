#include "queue_model.hpp"

#include "walk_queue.hpp"

namespace poolsize {
namespace {

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

/// `answer` of the queue, by kind.
template <class... F>
auto by_kind(const QueueModel& queue, F... answers) {
  return std::visit(Overloaded{answers...}, queue);
}

bool memoryless(const Workload& workload) {
  return std::holds_alternative<Exponential>(workload.hold) && workload.arrivals_scv == 1;
}

// What the table of tests/reference/hold_times.csv covers.
constexpr double tabled_scv = 10;
constexpr double tabled_utilisation = 0.95;
constexpr double tabled_utilisation_with_timeout = 1.2;
constexpr double tabled_timeout = 0.3;  ///< and longer, in mean holds
constexpr Count tabled_servers = 100;

bool tabled(const Distribution& hold) {
  const bool family = std::holds_alternative<Deterministic>(hold) ||
                      std::holds_alternative<Lognormal>(hold) || std::holds_alternative<Gamma>(hold) ||
                      std::holds_alternative<Exponential>(hold);
  return family && scv(hold) <= tabled_scv;
}

bool tabled(const GeneralQueue& queue) {
  const bool endless = queue.timeout() == forever;
  const double utilisation = queue.load.erlangs / static_cast<double>(queue.servers);
  return queue.servers <= tabled_servers && queue.wait.timeout >= tabled_timeout &&
         utilisation <= (endless ? tabled_utilisation : tabled_utilisation_with_timeout);
}

bool exact(const QueueModel& queue, const Workload& workload) {
  if (memoryless(workload)) return true;
  if (const auto* general = std::get_if<GeneralQueue>(&queue)) return general->wait.exact;
  if (std::holds_alternative<TimedQueue>(queue)) return workload.arrivals_scv == 1;
  return std::holds_alternative<Unlimited>(queue);
}

std::string accuracy(const QueueModel& queue, const Workload& workload) {
  if (std::holds_alternative<ClosedQueue>(queue))
    return "the model takes hold times as exponential, which they are not here";
  if (std::holds_alternative<Endless>(queue)) return "the throughput is exact";
  const auto* general = std::get_if<GeneralQueue>(&queue);
  if (workload.arrivals_scv != 1) {
    constexpr double hardly_any = 1e-9;
    const bool solved =
        general != nullptr && general->wait.timed_out < hardly_any &&
        (std::holds_alternative<Exponential>(workload.hold) || is_walk(general->servers, workload.hold));
    return solved ? "exact if the gaps are of the kind that their scv stands for; see poolsize explain model"
                  : "an approximation of bursts; poolsize explain model has its errors";
  }
  return general != nullptr && tabled(*general) && tabled(workload.hold)
             ? "an approximation; poolsize explain model has its errors"
             : "an approximation, outside the table of errors in poolsize explain model";
}

}  // namespace

QueueModel queue_model(std::optional<Count> capacity, const Workload& workload, Duration patience) {
  const Load load = workload.offered_load();
  if (!capacity) return Unlimited{.load = load, .rate = workload.rate};
  const Duration hold = mean(workload.hold);
  if (workload.population) {
    return closed_queue(workload.population->users, *capacity, workload.population->think_time, hold);
  }
  // Without a queue the hold times' shape does not matter (B. A. Sevastyanov 1957, on Erlang's loss formula).
  const bool loss = patience == Duration{};
  const auto servers = static_cast<double>(*capacity);
  if (memoryless(workload) || loss) {
    if (const auto queue = timed_queue(*capacity, load, hold, patience)) return *queue;
  } else if (load.erlangs < servers || patience < forever) {
    return general_queue(*capacity, workload, patience);
  }
  return Endless{.servers = *capacity, .throughput = Load{servers} / hold};
}

double late(const QueueModel& queue, Duration goal) {
  return by_kind(
      queue, [](const Unlimited&) { return 0.0; }, [](const Endless&) { return 1.0; },
      [&](const auto& settled) { return late_probability(settled, goal); });
}

double timeouts(const QueueModel& queue) {
  return by_kind(
      queue, [](const TimedQueue& timed) { return timed.timed_out; },
      [](const GeneralQueue& general) { return general.wait.timed_out; }, [](const auto&) { return 0.0; });
}

double waiting(const QueueModel& queue) {
  return by_kind(
      queue, [](const Unlimited&) { return 0.0; }, [](const Endless&) { return 1.0; },
      [](const ClosedQueue& closed) { return closed.wait_probability; },
      [](const auto& settled) { return wait_probability(settled); });
}

Rate throughput_of(const QueueModel& queue) {
  return by_kind(
      queue, [](const Unlimited& unlimited) { return unlimited.rate; },
      [](const TimedQueue& timed) { return throughput(timed); },
      [](const GeneralQueue& general) { return general.load / general.hold * (1 - general.wait.timed_out); },
      [](const auto& other) { return other.throughput; });
}

double busy(const QueueModel& queue) {
  return by_kind(
      queue, [](const Unlimited& unlimited) { return unlimited.load.erlangs; },
      [](const Endless& endless) { return static_cast<double>(endless.servers); },
      [](const TimedQueue& timed) { return mean_busy(timed); },
      [](const GeneralQueue& general) { return general.load.erlangs * (1 - general.wait.timed_out); },
      [](const ClosedQueue& closed) { return closed.mean_busy; });
}

bool settles(const QueueModel& queue) { return !std::holds_alternative<Endless>(queue); }

Duration served_mean(const QueueModel& queue) {
  return by_kind(
      queue, [](const TimedQueue& timed) { return served_mean_wait(timed); },
      [](const GeneralQueue& general) { return served_mean_wait(general); },
      [](const ClosedQueue& closed) { return closed.mean_wait; }, [](const auto&) { return Duration{}; });
}

Duration served_quantile(const QueueModel& queue, double percentile) {
  return by_kind(
      queue, [&](const TimedQueue& timed) { return served_wait_quantile(timed, percentile); },
      [&](const GeneralQueue& general) { return served_wait_quantile(general, percentile); },
      [&](const ClosedQueue& closed) { return wait_quantile(closed, percentile); },
      [](const auto&) { return Duration{}; });
}

double served_late(const QueueModel& queue, Duration goal) {
  return by_kind(
      queue, [&](const TimedQueue& timed) { return served_late_probability(timed, goal); },
      [&](const GeneralQueue& general) { return served_late_probability(general, goal); },
      [&](const ClosedQueue& closed) { return late_probability(closed, goal); },
      [](const auto&) { return 0.0; });
}

Model describe(const QueueModel& queue, const Workload& workload, Duration patience) {
  const bool steady = std::holds_alternative<Deterministic>(workload.hold);
  const auto named = [&](const char* endless, const char* patient) {
    return patience == forever ? endless : patient;
  };
  Model model{.name = by_kind(
                  queue, [&](const Unlimited&) { return memoryless(workload) ? "M/M/∞" : "GI/G/∞"; },
                  [](const ClosedQueue&) { return "M/M/c//N"; },
                  [&](const TimedQueue&) { return named("M/M/c", "M/M/c+D"); },
                  [&](const auto&) {
                    if (memoryless(workload)) return named("M/M/c", "M/M/c+D");
                    if (workload.arrivals_scv != 1) return named("GI/G/c", "GI/G/c+D");
                    return steady ? named("M/D/c", "M/D/c+D") : named("M/G/c", "M/G/c+D");
                  }),
              .exact = exact(queue, workload)};
  if (!model.exact) model.accuracy = accuracy(queue, workload);
  return model;
}

}  // namespace poolsize
