#include "hold_bins.hpp"

namespace poolsize {
namespace {

/// Neighbours that hold no more of all than this together say no more apart: two hundred bins are enough for
/// any shape, and 1/128 of a distribution that is smooth is a straight line.
constexpr double crowd = 1.0 / 128;
/// Buckets that may become one bin, at most: a sixteenth of an octave, 6 % of the time or less.
constexpr std::size_t widest = std::size_t{1} << (QuantileHistogram::bits_per_octave - 4);

/// Holds below this part of the mean are a hundredth of the load or less.
constexpr double negligible = 1.0 / 64;

struct Group {
  std::size_t first;
  std::size_t last;
  std::uint64_t count;
};

class Grouping {
 public:
  Grouping(const QuantileHistogram& holds, Duration mean)
      : holds_(holds),
        most_(crowd * static_cast<double>(holds.total())),
        short_(QuantileHistogram::bucket_of(mean.seconds * negligible)) {}

  std::vector<Group> groups() const {
    std::vector<Group> groups;
    for (std::size_t bucket = 0; bucket < QuantileHistogram::buckets; ++bucket) {
      const std::uint64_t count = holds_.counts()[bucket];
      if (count == 0) continue;
      const bool joins = !groups.empty() && cell_of(groups.back().first) == cell_of(bucket) &&
                         !is_crowd(groups.back().count + count);
      if (joins) {
        groups.back().last = bucket;
        groups.back().count += count;
      } else {
        groups.push_back({bucket, bucket, count});
      }
    }
    return groups;
  }

  /// Whether the gap between two groups is there by chance: both are thin, and it is narrow.
  bool is_chance(const Group& before, const Group& after) const {
    return !is_crowd(before.count) && !is_crowd(after.count) && after.first - before.last < widest;
  }

 private:
  bool is_crowd(std::uint64_t count) const { return static_cast<double>(count) > most_; }
  /// Equal for buckets that may be one bin.
  std::size_t cell_of(std::size_t bucket) const {
    return bucket < short_ ? 0 : 1 + (bucket - short_) / widest;
  }

  const QuantileHistogram& holds_;
  double most_;
  std::size_t short_;
};

}  // namespace

std::vector<HistogramBin> hold_bins(const QuantileHistogram& holds, Duration mean) {
  const Grouping grouping(holds, mean);
  const std::vector<Group> groups = grouping.groups();
  std::vector<HistogramBin> bins;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const Group& group = groups[i];
    const Duration low{QuantileHistogram::begin_of(group.first)};
    if (i > 0 && bins.back().high < low) {
      if (grouping.is_chance(groups[i - 1], group)) {
        bins.back().high = low;
      } else {
        bins.push_back({.low = bins.back().high, .high = low, .count = 0});
      }
    }
    bins.push_back({.low = low,
                    .high = {QuantileHistogram::begin_of(group.last + 1)},
                    .count = static_cast<double>(group.count)});
  }
  const double stretch = mean / poolsize::mean(fit_histogram(bins));
  for (HistogramBin& bin : bins) {
    bin.low = bin.low * stretch;
    bin.high = bin.high * stretch;
  }
  return bins;
}

}  // namespace poolsize
