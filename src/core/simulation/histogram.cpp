#include "histogram.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace poolsize {

double QuantileHistogram::begin_of(std::size_t bucket) {
  return bucket == 0 ? 0 : std::bit_cast<double>((lowest_place + bucket - 1) << place_shift);
}

double QuantileHistogram::middle_of(std::size_t bucket) {
  if (bucket == 0) return 0;
  const double low = begin_of(bucket);
  return low + (begin_of(bucket + 1) - low) / 2;
}

void QuantileHistogram::merge(const QuantileHistogram& other) {
  for (std::size_t i = 0; i < buckets; ++i) counts_[i] += other.counts_[i];
}

void QuantileHistogram::clear() { std::fill(counts_.begin(), counts_.end(), 0); }

std::uint64_t QuantileHistogram::total() const {
  return std::accumulate(counts_.begin(), counts_.end(), std::uint64_t{0});
}

Duration QuantileHistogram::quantile(double p) const { return quantiles(std::span(&p, 1)).front(); }

std::vector<Duration> QuantileHistogram::quantiles(std::span<const double> rising) const {
  const std::uint64_t all = total();
  assert(all > 0 && std::is_sorted(rising.begin(), rising.end()));
  std::vector<Duration> result;
  std::uint64_t up_to = counts_[0];
  std::size_t bucket = 0;
  for (const double p : rising) {
    assert(0 <= p && p <= 1);
    const auto wanted = static_cast<std::uint64_t>(std::ceil(p * static_cast<double>(all)));
    const std::uint64_t rank = std::clamp<std::uint64_t>(wanted, 1, all);
    while (up_to < rank) up_to += counts_[++bucket];
    result.push_back(Duration{middle_of(bucket)});
  }
  return result;
}

}  // namespace poolsize
