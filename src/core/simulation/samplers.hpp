// Variates of every family, drawn by the block.
#pragma once

#include "alias_table.hpp"
#include "random.hpp"

#include <poolsize/distribution.hpp>
#include <poolsize/units.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <variant>
#include <vector>

namespace poolsize {

/// What each family's draws need, once.
struct ConstantDraw {
  double value = 0;
};
struct ExponentialDraw {
  double mean = 1;
};
struct LognormalDraw {
  double log_median = 0;
  double sigma = 1;
};
struct GammaDraw {
  double shape = 1;
  double scale = 1;
};
struct ParetoDraw {
  double minimum = 1;
  double tail = 3;
};
using ClassDraw = std::variant<ConstantDraw, ExponentialDraw, LognormalDraw, GammaDraw, ParetoDraw>;

/// Immutable, so that threads may share one.
class Sampler {
 public:
  explicit Sampler(const Distribution&);

  /// The next `sampling_block` values of the stream, in seconds. Requires: a span of that size.
  void fill(RandomStream&, std::span<double>) const;

 private:
  struct Classes {
    std::vector<double> up_to;  ///< the sum of the weights before the next class; none after the last
    std::vector<ClassDraw> draws;
  };
  static void fill_from(const Classes&, RandomStream&, std::span<double>);

  std::variant<ClassDraw, Classes, AliasTable> draw_;
};

/// One value at a time.
class Draws {
 public:
  Draws(const Distribution&, std::uint64_t seed, std::uint64_t replication, Purpose);
  double next() {
    if (at_ == values_.size()) refill();
    return values_[at_++];
  }

 private:
  void refill();

  RandomStream stream_;
  std::array<double, sampling_block> values_{};
  Sampler sampler_;
  std::size_t at_ = sampling_block;
};

/// The gaps of a renewal process with this rate: regular at scv 0, gamma below 1, exponential at 1, two
/// exponential classes with balanced means above. Requires: rate > 0, scv >= 0.
Distribution gaps_of(Rate, double scv);

/// The gaps of a Poisson process that is switched on and off, both for exponential times: they are
/// independent and of two exponential classes (A. Kuczura, The interrupted Poisson process as an overflow
/// process, Bell System Technical Journal 52, 1973). It starts right after a request. Requires: all > 0.
Distribution on_off_gaps(Rate rate_on, Duration mean_on, Duration mean_off);

}  // namespace poolsize
