#include "random.hpp"

#include <cassert>

namespace poolsize {

namespace {

constexpr std::uint64_t golden = 0x9E3779B97F4A7C15;

/// The output function of SplitMix64 (G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number
/// generators, OOPSLA 2014).
std::uint64_t mixed(std::uint64_t z) {
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EB;
  return z ^ (z >> 31U);
}

/// One number for three: each is mixed in before the next, so that neighbouring names share nothing.
std::uint64_t name_of(std::uint64_t seed, std::uint64_t replication, Purpose purpose) {
  const std::uint64_t of_seed = mixed(seed + golden);
  const std::uint64_t of_replication = mixed((of_seed ^ replication) + golden);
  return mixed((of_replication ^ static_cast<std::uint64_t>(purpose)) + golden);
}

}  // namespace

RandomStream::RandomStream(std::uint64_t seed, std::uint64_t replication, Purpose purpose, InstructionSet set)
    : kernels_(&draw_kernels(set)) {
  std::uint64_t counter = name_of(seed, replication, purpose);
  for (auto& word : state_.words)
    for (std::uint64_t& each : word) each = mixed(counter += golden);
}

void RandomStream::fill(std::span<double> uniforms) {
  assert(uniforms.size() % generators == 0);
  kernels_->uniforms(state_, uniforms.data(), uniforms.size());
}

}  // namespace poolsize
