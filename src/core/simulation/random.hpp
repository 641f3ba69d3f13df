// Random numbers of our own: the same seed gives the same bytes on every machine, whatever the standard
// library, the instruction set or the number of threads.
#pragma once

#include "draw_kernels.hpp"

#include <poolsize/units.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace poolsize {

/// What a stream is for. Each purpose draws from a stream of its own, so that two settings meet the same
/// arrivals and the same holds (common random numbers).
enum class Purpose : std::uint64_t { gaps = 1, holds, balancer, think, connects };

/// The same in another of the pools that are played at once, counted from 0: a stream of its own.
constexpr Purpose for_pool(std::uint64_t pool, Purpose purpose) {
  constexpr std::uint64_t purposes = 16;  // no fewer than there are
  return Purpose{pool * purposes + static_cast<std::uint64_t>(purpose)};
}

/// Streams are drawn in blocks of this many values.
constexpr std::size_t sampling_block = 512;

/// The stream of one purpose in one replication: eight interleaved xoshiro256++ generators whose states come
/// from SplitMix64. Streams of different names do not meet in practice: 2^256 numbers lie on one circle.
class RandomStream {
 public:
  RandomStream(std::uint64_t seed, std::uint64_t replication, Purpose purpose,
               InstructionSet set = widest_instruction_set());

  /// The next numbers, strictly between 0 and 1. Requires: a multiple of eight.
  void fill(std::span<double> uniforms);

  const DrawKernels& kernels() const { return *kernels_; }

 private:
  GeneratorState state_;
  const DrawKernels* kernels_;
};

/// A stream's numbers one at a time.
class Uniforms {
 public:
  Uniforms(std::uint64_t seed, std::uint64_t replication, Purpose purpose)
      : stream_(seed, replication, purpose) {}

  /// Strictly between 0 and 1.
  double next() {
    if (at_ == values_.size()) {
      stream_.fill(values_);
      at_ = 0;
    }
    return values_[at_++];
  }
  /// One of 0 to count - 1. Requires: 1 <= count <= 2^50.
  Count below(Count count) {
    return std::min(static_cast<Count>(next() * static_cast<double>(count)), count - 1);
  }

 private:
  RandomStream stream_;
  std::array<double, sampling_block> values_{};
  std::size_t at_ = sampling_block;
};

}  // namespace poolsize
