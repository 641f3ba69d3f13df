// The order of the includes matters.
// clang-format off
#include "draw_kernels.hpp"

#include "vector_targets.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/simulation/draw_kernels.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "vector_math.hpp"
// clang-format on

#include <cmath>

HWY_BEFORE_NAMESPACE();
namespace poolsize::HWY_NAMESPACE {
namespace {

/// xoshiro256++ (D. Blackman, S. Vigna, Scrambled linear pseudorandom number generators, ACM Transactions on
/// Mathematical Software 47, 2021): only additions, shifts and exclusive ors, which every vector unit has.
void uniforms(GeneratorState& state, double* out, std::size_t count) {
  const hn::ScalableTag<std::uint64_t> bits;
  const hn::ScalableTag<double> d;
  const std::size_t lanes = hn::Lanes(d);
  constexpr std::uint64_t one = 0x3FF0000000000000;
  for (std::size_t lane = 0; lane < generators; lane += lanes) {
    auto s0 = hn::Load(bits, &state.words[0][lane]);
    auto s1 = hn::Load(bits, &state.words[1][lane]);
    auto s2 = hn::Load(bits, &state.words[2][lane]);
    auto s3 = hn::Load(bits, &state.words[3][lane]);
    for (std::size_t i = lane; i < count; i += generators) {
      const auto sum = hn::Add(s0, s3);
      const auto drawn = hn::Add(hn::Or(hn::ShiftLeft<23>(sum), hn::ShiftRight<41>(sum)), s0);
      const auto shifted = hn::ShiftLeft<17>(s1);
      s2 = hn::Xor(s2, s0);
      s3 = hn::Xor(s3, s1);
      s1 = hn::Xor(s1, s2);
      s0 = hn::Xor(s0, s3);
      s2 = hn::Xor(s2, shifted);
      s3 = hn::Or(hn::ShiftLeft<45>(s3), hn::ShiftRight<19>(s3));
      // From [1, 2), 2^-52 apart, down by the half step less than one that keeps 0 and 1 out.
      const auto up = hn::BitCast(d, hn::Or(hn::ShiftRight<12>(drawn), hn::Set(bits, one)));
      hn::StoreU(hn::Sub(up, hn::Set(d, 1 - 0x1p-53)), d, out + i);
    }
    hn::Store(s0, bits, &state.words[0][lane]);
    hn::Store(s1, bits, &state.words[1][lane]);
    hn::Store(s2, bits, &state.words[2][lane]);
    hn::Store(s3, bits, &state.words[3][lane]);
  }
}

void logarithms(double* x, std::size_t count) {
  const hn::ScalableTag<double> d;
  for (std::size_t i = 0; i < count; i += hn::Lanes(d))
    hn::StoreU(natural_log(d, hn::LoadU(d, x + i)), d, x + i);
}

void exponentials(double* x, std::size_t count) {
  const hn::ScalableTag<double> d;
  for (std::size_t i = 0; i < count; i += hn::Lanes(d))
    hn::StoreU(exponential(d, hn::LoadU(d, x + i)), d, x + i);
}

void normal_quantiles(double* u, std::size_t count) {
  const hn::ScalableTag<double> d;
  for (std::size_t i = 0; i < count; i += hn::Lanes(d))
    hn::StoreU(normal_from(d, hn::LoadU(d, u + i)), d, u + i);
}

void exponential_draws(double* u, std::size_t count, double mean) {
  const hn::ScalableTag<double> d;
  const auto factor = hn::Set(d, -mean);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d))
    hn::StoreU(hn::Mul(factor, natural_log(d, hn::LoadU(d, u + i))), d, u + i);
}

void lognormal_draws(double* u, std::size_t count, double log_median, double sigma) {
  const hn::ScalableTag<double> d;
  const auto center = hn::Set(d, log_median);
  const auto spread = hn::Set(d, sigma);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto z = normal_from(d, hn::LoadU(d, u + i));
    hn::StoreU(exponential(d, hn::Add(center, hn::Mul(spread, z))), d, u + i);
  }
}

void power_draws(double* u, std::size_t count, double factor, double exponent) {
  const hn::ScalableTag<double> d;
  const auto scale = hn::Set(d, factor);
  const auto power = hn::Set(d, exponent);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto x = natural_log(d, hn::LoadU(d, u + i));
    hn::StoreU(hn::Mul(scale, exponential(d, hn::Mul(power, x))), d, u + i);
  }
}

void gamma_candidates(double* u, const double* v, std::size_t count, double shape) {
  const hn::ScalableTag<double> d;
  const double less = shape - 1.0 / 3;
  const auto large = hn::Set(d, less);
  const auto small = hn::Set(d, 1 / std::sqrt(9 * less));
  const auto one = hn::Set(d, 1);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto z = normal_from(d, hn::LoadU(d, u + i));
    const auto root = hn::Add(one, hn::Mul(small, z));
    const auto is_positive = hn::Gt(root, hn::Zero(d));
    const auto cube = hn::IfThenElse(is_positive, hn::Mul(root, hn::Mul(root, root)), one);
    const auto gain =
        hn::Mul(large, hn::Add(hn::Sub(one, cube), natural_log(d, hn::Max(cube, hn::Set(d, 1e-300)))));
    const auto bound = hn::Add(hn::Mul(hn::Set(d, 0.5), hn::Mul(z, z)), gain);
    const auto is_taken = hn::And(is_positive, hn::Lt(natural_log(d, hn::LoadU(d, v + i)), bound));
    hn::StoreU(hn::IfThenElse(is_taken, hn::Mul(large, cube), hn::Set(d, -1)), d, u + i);
  }
}

}  // namespace

constexpr DrawKernels draw_table{.uniforms = uniforms,
                                 .logarithms = logarithms,
                                 .exponentials = exponentials,
                                 .normal_quantiles = normal_quantiles,
                                 .exponential = exponential_draws,
                                 .lognormal = lognormal_draws,
                                 .power = power_draws,
                                 .gamma_candidates = gamma_candidates};

}  // namespace poolsize::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace poolsize {

const DrawKernels& draw_kernels(InstructionSet set) { POOLSIZE_RETURN_FOR(set, draw_table) }

}  // namespace poolsize
#endif
