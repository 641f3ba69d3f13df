// Prints what the simulation draws and finds, to the last bit: `./dev arm` compares the output of two kinds
// of machine.
#include "core/simulation/lanes.hpp"
#include "core/simulation/random.hpp"
#include "core/simulation/replication.hpp"
#include "core/simulation/samplers.hpp"

#include <poolsize/simulation.hpp>

#include <fmt/format.h>

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

using namespace poolsize;
using namespace poolsize::literals;

namespace {

struct Family {
  std::string_view name;
  Distribution distribution;
};

const Family families[] = {
    {"exponential", Exponential{100_ms}},
    {"deterministic", Deterministic{100_ms}},
    {"lognormal", Lognormal{80_ms, 1.25}},
    {"gamma", Gamma{2.5, 40_ms}},
    {"gamma below 1", Gamma{0.3, 250_ms}},
    {"pareto", Pareto{50_ms, 2.5}},
    {"mixture", Mixture{{{0.75, Exponential{40_ms}}, {0.25, Lognormal{50_ms, 0.5}}}}},
    {"empirical", Empirical{{{1_ms, 0.1}, {2_ms, 0.5}, {40_ms, 0.8}, {200_ms, 1}}}},
};

/// FNV-1a, a word of 64 bits at a time.
constexpr std::uint64_t nothing_yet = 0xCBF29CE484222325;
std::uint64_t digest(std::span<const double> values, std::uint64_t hash = nothing_yet) {
  for (const double value : values) hash = (hash ^ std::bit_cast<std::uint64_t>(value)) * 0x100000001B3;
  return hash;
}

std::uint64_t digest(const Tally& tally) {
  const Counts& counts = tally.counts;
  std::vector<double> figures{counts.served_wait,    counts.failed_wait, counts.longest_served,
                              counts.longest_failed, counts.held,        counts.observed,
                              counts.open_seconds};
  for (const Count whole : {counts.asked, counts.served, counts.at_once, counts.in_time, counts.timed_out,
                            counts.most_open, counts.opened, counts.closed})
    figures.push_back(static_cast<double>(whole));
  for (const double p : {0.5, 0.9, 0.99, 0.999}) figures.push_back(tally.served_waits.quantile(p).seconds);
  return digest(figures);
}

void print_draws() {
  for (const Family& family : families) {
    RandomStream stream(20261125, 3, Purpose::holds);
    std::array<double, sampling_block> block{};
    std::uint64_t hash = nothing_yet;
    for (int i = 0; i < 500; ++i) {
      Sampler(family.distribution).fill(stream, block);
      hash = digest(block, hash);
    }
    fmt::print("draws {}: {:016x}\n", family.name, hash);
  }
}

SimulationPlan plan_of(const Family& family, double scv) {
  const double rate = 13 / mean(family.distribution).seconds;
  return {.pool = SimulatedSqlalchemy{{.pool_size = 5, .max_overflow = 10, .pool_timeout = 300_ms}},
          .arrivals = SteadyArrivals{Rate{rate}, scv},
          .hold = family.distribution,
          .costs = {.connect_time = 20_ms, .round_trip = 1_ms},
          .seed = 20261125};
}

void print_plays() {
  const std::array<Count, replications_in_step> replications{0, 1, 2, 3, 4, 5, 6, 7};
  const Stretch stretch{.warm_up = 1000, .counted = 50'000};
  for (const Family& family : families)
    for (const double scv : {0.5, 1.0, 4.0}) {
      const SimulationPlan plan = plan_of(family, scv);
      std::array<Tally, replications_in_step> tallies;
      play_lanes(plan, replications, stretch, {}, tallies);
      fmt::print("{}, gaps of scv {}, in step: {:016x} {:016x}; event by event: {:016x}\n", family.name, scv,
                 digest(tallies.front()), digest(tallies.back()), digest(play(plan, 0, stretch)));
    }
}

/// What a user sees: warm-up found, figures and their intervals.
void print_answers() {
  for (const Family& family : families) {
    SimulationPlan plan = plan_of(family, 1);
    plan.requests = 100'000;
    const Simulation answer = simulate(plan);
    std::vector<double> figures{static_cast<double>(answer.warm_up)};
    const auto add = [&](double value, double low, double high) {
      for (const double each : {value, low, high}) figures.push_back(each);
    };
    for (const auto& each : {answer.wait_probability, answer.over_goal, answer.timeout_probability,
                             answer.mean_busy, answer.connections.mean_open})
      add(each.value, each.low, each.high);
    for (const auto& each : {answer.all.mean, answer.all.p50, answer.all.p99, answer.all.p999})
      add(each.value.seconds, each.low.seconds, each.high.seconds);
    fmt::print("{}, simulated: {:016x}\n", family.name, digest(figures));
  }
}

}  // namespace

int main() {
  print_draws();
  print_plays();
  print_answers();
}
