// How well a mean is known whose numbers may depend on each other.
#pragma once

#include <poolsize/estimate.hpp>
#include <poolsize/moments.hpp>

#include <cstddef>
#include <functional>
#include <vector>

namespace poolsize {

/// Keeps the moments of batches of neighbours, some dozens however many numbers there are: when there are too
/// many, each two become one. Batches that are long depend little on each other, whatever the numbers do, so
/// that their spread tells how well the whole is known (L. W. Schruben's and others' method of batch means;
/// A. M. Law, Simulation Modeling and Analysis, 2015, section 9.5.3).
class BatchedMoments {
 public:
  static constexpr std::size_t most_batches = 64;

  void add(double value);

  Moments all() const;
  /// The batches, in order, all of one length, but that the last may be up to twice as long.
  std::vector<Moments> batches() const;
  /// What `figure` is of all, with the interval of the jackknife over batches (R. G. Miller, Biometrika 61
  /// (1974) 1–15). Unbounded where there are fewer than two batches.
  Estimate<double> estimate(const std::function<double(const Moments&)>& figure) const;

 private:
  std::vector<Moments> batches_;
  Moments begun_;
  Count length_ = 1;
};

}  // namespace poolsize
