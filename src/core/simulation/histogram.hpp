// The distribution of millions of times in a fixed amount of memory.
#pragma once

#include <poolsize/units.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace poolsize {

/// Counts times in buckets whose width is at most 2^-9 of the times in it: what it gives back is within
/// `relative_error` of a time that was put in. Counts are integers, so that the order of merging does not
/// matter. (The idea of G. Tene's HdrHistogram, with the bits of a double for the bucket's number.)
class QuantileHistogram {
 public:
  /// Half a bucket.
  static constexpr double relative_error = 0x1p-10;

  static constexpr int bits_per_octave = 9;
  static constexpr int lowest_octave = -30;  ///< shorter times, below a nanosecond, count as nothing
  static constexpr int octaves = 60;         ///< longer ones, above 10^9 s, as the longest
  static constexpr std::size_t buckets = (std::size_t{octaves} << bits_per_octave) + 1;

  /// 0 for a time of 0 and what is too short to tell. Requires: not negative, not NaN.
  static std::size_t bucket_of(double seconds) {
    const std::uint64_t place = std::bit_cast<std::uint64_t>(seconds) >> place_shift;
    if (place < lowest_place) return 0;
    return place - lowest_place < buckets - 1 ? place - lowest_place + 1 : buckets - 1;
  }
  /// The shortest time of a bucket, where the one before ends.
  static double begin_of(std::size_t bucket);
  /// What the times of a bucket count as: its middle.
  static double middle_of(std::size_t bucket);

  QuantileHistogram() : counts_(buckets) {}

  void add(Duration time, std::uint64_t count = 1) { counts_[bucket_of(time.seconds)] += count; }
  /// By bucket.
  std::span<std::uint64_t, buckets> counts() { return std::span<std::uint64_t, buckets>(counts_); }
  std::span<const std::uint64_t, buckets> counts() const {
    return std::span<const std::uint64_t, buckets>(counts_);
  }
  void merge(const QuantileHistogram&);
  void clear();

  std::uint64_t total() const;
  /// The shortest time that at least a share p of the times do not exceed. Requires: 0 <= p <= 1, total() >
  /// 0.
  Duration quantile(double p) const;
  /// Of several p, which must not fall, in one go.
  std::vector<Duration> quantiles(std::span<const double> rising) const;

  bool operator==(const QuantileHistogram&) const = default;

  /// A bucket's number is the exponent and the first bits of the fraction, less `lowest_place`, plus one.
  static constexpr int place_shift = 52 - bits_per_octave;
  static constexpr std::uint64_t lowest_place = std::uint64_t{1023 + lowest_octave} << bits_per_octave;

 private:
  std::vector<std::uint64_t> counts_;
};

}  // namespace poolsize
