// The arithmetic of random draws on arrays, once per instruction set, with the same bytes from each.
#pragma once

#include "instruction_set.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace poolsize {

/// Eight generators side by side; word w of generator g is at [w][g].
constexpr std::size_t generators = 8;
struct alignas(64) GeneratorState {
  std::array<std::array<std::uint64_t, generators>, 4> words{};
};

/// Requires, everywhere: a multiple of eight values.
struct DrawKernels {
  /// Value i comes from generator i mod 8: strictly between 0 and 1, symmetric about 1/2, 2^-52 apart.
  void (*uniforms)(GeneratorState&, double* out, std::size_t);

  // In place.
  void (*logarithms)(double*, std::size_t);        ///< ln x; x positive and normal
  void (*exponentials)(double*, std::size_t);      ///< e^x; x from -708 to 709
  void (*normal_quantiles)(double*, std::size_t);  ///< the z with P(Z <= z) = u

  // From uniforms to variates, in place.
  void (*exponential)(double* u, std::size_t, double mean);
  void (*lognormal)(double* u, std::size_t, double log_median, double sigma);
  void (*power)(double* u, std::size_t, double factor, double exponent);  ///< factor * u^exponent

  /// Candidates for gamma variates of this shape and scale 1, from two arrays of uniforms, into the first; a
  /// negative one is turned down. (G. Marsaglia, W. W. Tsang, A simple method for generating gamma variables,
  /// ACM Transactions on Mathematical Software 26, 2000) Requires: shape >= 1.
  void (*gamma_candidates)(double* u, const double* v, std::size_t, double shape);
};

const DrawKernels& draw_kernels(InstructionSet);

}  // namespace poolsize
