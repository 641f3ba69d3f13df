// What the simulation costs per request, beside the plain recursion of Kiefer and Wolfowitz over gaps and
// holds that lie ready: no drawing, no rules, no statistics but the mean. Ratios of processor time within one
// run, medians of rounds that take turns, so that they mean the same on every machine.
#include "core/simulation/samplers.hpp"

#include <poolsize/simulation.hpp>

#include <fmt/core.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <functional>
#include <queue>
#include <string>
#include <vector>

using namespace poolsize;
using namespace poolsize::literals;

namespace {

/// What is computed ends up here, or the compiler would leave it out.
volatile double sink;

// --- The reference ---

struct Ready {
  std::vector<double> gaps;
  std::vector<double> holds;
};

double mean_wait(const Ready& ready, Count servers) {
  std::priority_queue<double, std::vector<double>, std::greater<>> free;
  for (Count i = 0; i < servers; ++i) free.push(0);
  double now = 0;
  double waits = 0;
  for (std::size_t i = 0; i < ready.gaps.size(); ++i) {
    now += ready.gaps[i];
    const double begin = std::max(now, free.top());
    free.pop();
    free.push(begin + ready.holds[i]);
    waits += begin - now;
  }
  return waits / static_cast<double>(ready.gaps.size());
}

// --- What is played ---

struct Row {
  const char* name;
  bool full;  ///< SQLAlchemy's rules at work: a third is kept, connects take time, requests time out
  Distribution hold;
};

Empirical histogram_of(const Lognormal& hold) {
  Empirical measured{{{0_s, 0}}};
  for (int i = 1; i <= 200; ++i) {
    const double below = i / 201.0;
    measured.knots.push_back({quantile(hold, below), below});
  }
  measured.knots.push_back({quantile(hold, 0.9999), 1});
  return measured;
}

const Lognormal varied = lognormal_from(100_ms, 1);
const Row rows[] = {
    {"plain FIFO, exponential", false, Exponential{100_ms}},
    {"full rules, exponential", true, Exponential{100_ms}},
    {"full rules, lognormal", true, varied},
    {"full rules, 201 bins", true, histogram_of(varied)},
};

SimulationPlan plan_of(const Row& row, Count capacity, double utilisation) {
  SqlalchemySettings settings{.pool_size = capacity, .max_overflow = 0, .pool_timeout = 3600_s};
  if (row.full) {
    settings.pool_size = capacity / 3;
    settings.max_overflow = capacity - capacity / 3;
    settings.pool_timeout = 20_ms;
  }
  SimulationPlan plan{.pool = SimulatedSqlalchemy{settings}, .hold = row.hold};
  plan.arrivals = SteadyArrivals{Load{utilisation * static_cast<double>(capacity)} / mean(row.hold)};
  if (row.full) plan.costs = {.connect_time = 5_ms, .round_trip = 100_ms / 1000.0};
  plan.requests = 8'000'000;
  plan.replications = 16;
  return plan;
}

Ready ready_for(const SimulationPlan& plan) {
  constexpr std::size_t requests = 1'000'000;
  Draws gaps(gaps_of(std::get<SteadyArrivals>(plan.arrivals).rate, 1), plan.seed, 0, Purpose::gaps);
  Draws holds(*plan.hold, plan.seed, 0, Purpose::holds);
  Ready ready;
  for (std::size_t i = 0; i < requests; ++i) {
    ready.gaps.push_back(gaps.next());
    ready.holds.push_back(holds.next());
  }
  return ready;
}

// --- Taking the time ---

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

template <class Work>
double taken(double (*clock)(), Work work) {
  const double start = clock();
  work();
  return clock() - start;
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

constexpr int rounds = 5;

void print_row(const Row& row, Count capacity) {
  const SimulationPlan plan = plan_of(row, capacity, row.full ? 0.9 : 0.8);
  const Ready ready = ready_for(plan);
  std::vector<double> reference;
  std::vector<double> played;
  Simulation result;
  for (int round = 0; round < rounds; ++round) {
    reference.push_back(taken(processor_seconds, [&] { sink = mean_wait(ready, capacity); }) /
                        static_cast<double>(ready.gaps.size()));
    played.push_back(taken(processor_seconds, [&] { result = simulate(plan); }) /
                     static_cast<double>(plan.requests));
  }
  fmt::print("{:<26} {:>5} {:>13.1f} {:>10.1f} {:>7.2f} {:>11} {:>17.4f}\n", row.name, capacity,
             1e9 * median(reference), 1e9 * median(played), median(reference) / median(played),
             fmt::format("{:.2f} %", 100 * result.timeout_probability.value),
             result.connections.opened_per_request.value);
}

/// Wall time wants a machine with two idle cores; the processor time of the thread that calls says what there
/// would be.
void print_threads() {
  SimulationPlan plan = plan_of(rows[1], 15, 0.9);
  plan.requests = 32'000'000;
  std::vector<double> wall;
  std::vector<double> processor;
  for (int round = 0; round < rounds; ++round) {
    double seconds[2] = {};
    double own[2] = {};
    for (const Count threads : {1, 2}) {
      plan.threads = threads;
      own[threads - 1] = taken(processor_seconds,
                               [&] { seconds[threads - 1] = taken(wall_seconds, [&] { simulate(plan); }); });
    }
    wall.push_back(seconds[0] / seconds[1]);
    processor.push_back(own[0] / own[1]);
  }
  fmt::print("\ntwo threads: {:.2f} times as fast as one by the clock, {:.2f} by each one's processor time\n",
             median(wall), median(processor));
}

void print_precision() {
  constexpr double intervals = 1.96;  // the 95 % interval of a figure with 1 % standard error
  SimulationPlan plan = plan_of(rows[0], 15, 0.8);
  plan.hold = varied;
  plan.requests = 100'000;
  plan.precision = 0.01 * intervals;
  Simulation result;
  const double seconds = taken(processor_seconds, [&] { result = simulate(plan); });
  const auto& p99 = result.served.value().p99;
  fmt::print(
      "p99 of lognormal holds, 15 connections, utilisation 0.8: {:.2f} ms, {:.2f} to {:.2f}, after {} "
      "requests in {:.2f} s\n",
      1e3 * p99.value.seconds, 1e3 * p99.low.seconds, 1e3 * p99.high.seconds, result.requests, seconds);
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

void print_memory() {
  SimulationPlan plan = plan_of(rows[0], 15, 0.8);
  for (const Count requests : {1'000'000, 100'000'000}) {
    plan.requests = requests;
    simulate(plan);
    fmt::print("most memory in use up to {} requests: {:.0f} MB\n", requests, peak_megabytes());
  }
}

}  // namespace

int main() {
  print_memory();
  fmt::print("\n{:<26} {:>5} {:>13} {:>10} {:>7} {:>11} {:>17}\n", "", "c", "reference, ns", "played, ns",
             "ratio", "timeouts", "opens per request");
  for (const Row& row : rows)
    for (const Count capacity : {15, 50, 200}) print_row(row, capacity);
  print_threads();
  print_precision();
}
