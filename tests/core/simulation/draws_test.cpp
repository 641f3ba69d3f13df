// The numbers themselves: to the last bit those of an independent implementation, with every instruction set.
#include "../../reference/table.hpp"
#include "core/simulation/random.hpp"
#include "core/simulation/samplers.hpp"

#include <poolsize/distribution.hpp>

#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <span>
#include <string>

using namespace poolsize;
using namespace poolsize::literals;

namespace {

/// FNV-1a, a word of 64 bits at a time.
std::uint64_t digest(std::uint64_t so_far, std::span<const double> values) {
  for (const double value : values) so_far = (so_far ^ std::bit_cast<std::uint64_t>(value)) * 0x100000001B3;
  return so_far;
}

/// The samplers of draws.py; "uniform" is no distribution of holds.
const std::map<std::string, Distribution> distributions{
    {"exponential", Exponential{100_ms}},
    {"lognormal", Lognormal{80_ms, 1.25}},
    {"gamma", Gamma{2.5, 40_ms}},
    {"gamma below 1", Gamma{0.3, 250_ms}},
    {"pareto", Pareto{50_ms, 2.5}},
    {"mixture", Mixture{{{0.75, Exponential{4_ms}}, {0.2, Lognormal{50_ms, 0.5}}, {0.05, Gamma{4, 100_ms}}}}},
    {"empirical",
     Empirical{{{1_ms, 0.1}, {2_ms, 0.5}, {4_ms, 0.8}, {20_ms, 0.8}, {20_ms, 0.9}, {400_ms, 1}}}},
};

/// Parsed with more digits than the result has, so that halves of its last place count.
long double exactly(const reference::Row& row) {
  return std::strtold(row.cells.at("value").c_str(), nullptr);
}

struct Worst {
  double ulps = 0;
  double relative = 0;
};

/// Over the rows of vector_math.csv.
Worst worst_of(const std::string& function, void (*kernel)(double*, std::size_t)) {
  Worst worst;
  for (const auto& row : reference::read_table("vector_math.csv")) {
    if (row.cells.at("function") != function) continue;
    CAPTURE(row.text);
    std::array<double, generators> lanes{};
    lanes.fill(row.number("at"));
    kernel(lanes.data(), lanes.size());
    for (const double lane : lanes) CHECK(lane == lanes[0]);
    const long double expected = exactly(row);
    const auto size = static_cast<double>(std::abs(expected));
    const auto error = static_cast<double>(std::abs(static_cast<long double>(lanes[0]) - expected));
    const double spacing = std::nextafter(size, std::numeric_limits<double>::infinity()) - size;
    worst.ulps = std::max(worst.ulps, error / spacing);
    worst.relative = std::max(worst.relative, size > 0 ? error / size : error);
  }
  return worst;
}

}  // namespace

TEST_CASE("every draw is that of the reference, bit by bit, whatever the instruction set") {
  const auto rows = reference::read_table("draws.csv");
  CHECK(rows.size() == 5 * (distributions.size() + 1));
  for (const InstructionSet set : instruction_sets()) {
    for (const auto& row : rows) {
      CAPTURE(name_of(set));
      CAPTURE(row.text);
      RandomStream stream(std::stoull(row.cells.at("seed")), std::stoull(row.cells.at("replication")),
                          static_cast<Purpose>(row.count("purpose")), set);
      std::array<double, sampling_block> block{};
      double first = 0;
      std::uint64_t hash = 0xCBF29CE484222325;
      for (int i = 0; i < 8; ++i) {
        const auto found = distributions.find(row.cells.at("sampler"));
        if (found == distributions.end())
          stream.fill(block);
        else
          Sampler(found->second).fill(stream, block);
        if (i == 0) first = block.front();
        hash = digest(hash, block);
      }
      CHECK(first == row.number("first"));
      CHECK(block.back() == row.number("last"));
      CHECK(hash == std::stoull(row.cells.at("digest")));
    }
  }
}

TEST_CASE(
    "logarithm and exponential are within one unit in the last place, the normal quantile within 1e-15") {
  for (const InstructionSet set : instruction_sets()) {
    CAPTURE(name_of(set));
    const DrawKernels& kernels = draw_kernels(set);
    const Worst log = worst_of("log", kernels.logarithms);
    const Worst exp = worst_of("exp", kernels.exponentials);
    const Worst normal = worst_of("normal", kernels.normal_quantiles);
    CHECK(log.ulps < 1);
    CHECK(exp.ulps < 1);
    CHECK(normal.relative < 1e-15);
    MESSAGE("ulps: log " << log.ulps << ", exp " << exp.ulps << "; normal quantile " << normal.relative);
  }
}

TEST_CASE("beyond its range the exponential stays at the ends") {
  std::array<double, generators> x{-1e9, -709, -708, 709, 710, 1e9, 0, -0.0};
  draw_kernels(widest_instruction_set()).exponentials(x.data(), x.size());
  CHECK(x[0] == x[2]);
  CHECK(x[1] == x[2]);
  CHECK(x[2] > 0);
  CHECK(x[4] == x[3]);
  CHECK(x[5] == x[3]);
  CHECK(std::isfinite(x[3]));
  CHECK(x[6] == 1);
  CHECK(x[7] == 1);
}

TEST_CASE("streams of different names have nothing in common") {
  const auto first_of = [](std::uint64_t seed, std::uint64_t replication, Purpose purpose) {
    std::array<double, generators> values{};
    RandomStream(seed, replication, purpose).fill(values);
    return values;
  };
  const auto one = first_of(1, 1, Purpose::gaps);
  CHECK(one == first_of(1, 1, Purpose::gaps));
  for (const auto& other : {first_of(2, 1, Purpose::gaps), first_of(1, 2, Purpose::gaps),
                            first_of(2, 2, Purpose::gaps), first_of(1, 1, Purpose::holds)})
    for (std::size_t i = 0; i < one.size(); ++i) CHECK(one[i] != other[i]);
}

TEST_CASE("one at a time gives the block's values") {
  const Distribution hold = Exponential{100_ms};
  Draws draws(hold, 7, 3, Purpose::holds);
  RandomStream stream(7, 3, Purpose::holds);
  std::array<double, sampling_block> block{};
  for (int i = 0; i < 3; ++i) {
    Sampler(hold).fill(stream, block);
    for (const double value : block) CHECK(draws.next() == value);
  }
}

TEST_CASE("a choice among several takes each as often as the next") {
  Uniforms uniforms(7, 3, Purpose::balancer);
  std::array<int, 3> chosen{};
  for (int i = 0; i < 30'000; ++i) ++chosen.at(static_cast<std::size_t>(uniforms.below(3)));
  for (const int count : chosen) CHECK(std::abs(count - 10'000) < 4 * std::sqrt(30'000 * 2.0 / 9));
  for (int i = 0; i < 1000; ++i) CHECK(uniforms.below(1) == 0);
}
