// The sum of a smooth function over neighbouring places, of which it is known at every `step`-th alone.
#pragma once

#include <array>
#include <cstddef>

namespace poolsize {

/// A function that comes from next to nothing within some steps may be taken at a step apart: what is wrong
/// with that, relative to the sum, is exp(−2π/step · distance of its nearest pole from the places). Where the
/// sum ends though the function does not, values on both sides of the end, as far apart as they need be, tell
/// its derivatives there, and Euler and Maclaurin the rest.
class SteppedSum {
 public:
  /// That many values on both sides of the end count.
  static constexpr std::size_t beyond = 6;

  /// Of a function that is level where the sum ends, from at least `distance` before. Requires: step ≥ 1.
  SteppedSum(double distance, double step);
  /// Of one that is not, and is to be known at least every `step_at_end` around the end. The step may become
  /// smaller.
  SteppedSum(double distance, double step, double step_at_end);

  double step() const { return step_; }
  std::size_t wide_steps() const { return wide_; }
  /// So many follow these, the sum ending in their middle.
  std::size_t narrow_steps() const { return finer_ == 0 ? 0 : 2 * beyond; }
  double narrow_step() const { return narrow_; }
  /// Which value is the last of the sum, counted from 0.
  std::size_t last() const { return finer_ == 0 ? wide_ : wide_ + beyond; }
  /// How far from the end the first value is, and how far past it the last one.
  double before_end() const { return step_ * static_cast<double>(wide_) + past_end(); }
  double past_end() const { return finer_ == 0 ? 0 : narrow_ * static_cast<double>(beyond); }

  /// Requires: a value at either end of each step.
  double operator()(const double* values) const;

 private:
  double step_;
  std::size_t finer_ = 0;  ///< narrow steps in a wide one
  double narrow_ = 0;
  std::size_t wide_;
  std::array<double, beyond> weights_{};
};

}  // namespace poolsize
