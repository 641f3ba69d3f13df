// Mean and variance of numbers that come one after the other.
#pragma once

#include <poolsize/units.hpp>

namespace poolsize {

/// Loses no digits to cancellation (B. P. Welford, Technometrics 4 (1962) 419–420), nor when two are put
/// together (T. F. Chan, G. H. Golub, R. J. LeVeque, The American Statistician 37 (1983) 242–247).
class Moments {
 public:
  void add(double value) {
    ++count_;
    const double step = value - mean_;
    mean_ += step / static_cast<double>(count_);
    squares_ += step * (value - mean_);
  }
  void merge(const Moments& other) {
    if (other.count_ == 0) return;
    const auto own = static_cast<double>(count_);
    const auto others = static_cast<double>(other.count_);
    const double apart = other.mean_ - mean_;
    count_ += other.count_;
    mean_ += apart * (others / (own + others));
    squares_ += other.squares_ + apart * apart * (own * others / (own + others));
  }

  Count count() const { return count_; }
  double mean() const { return mean_; }
  /// Of the numbers themselves, not of what they are drawn from; 0 for none.
  double variance() const { return count_ == 0 ? 0 : squares_ / static_cast<double>(count_); }
  /// variance / mean²; 0 where the mean is 0.
  double scv() const { return mean_ == 0 ? 0 : variance() / (mean_ * mean_); }

 private:
  Count count_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

}  // namespace poolsize
