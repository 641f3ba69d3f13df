#include <poolsize/fit.hpp>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

namespace poolsize {
namespace {

/// A double's bits grow with it: those that are kept number bins from 1/512 to 1/256 of their size wide.
std::size_t bin_of(Duration sample) {
  constexpr int kept_bits = 8;
  constexpr int mantissa_bits = std::numeric_limits<double>::digits - 1;
  return std::bit_cast<std::uint64_t>(sample.seconds) >> (mantissa_bits - kept_bits);
}

Empirical gathered(std::span<const Duration> samples) {
  struct Bin {
    double sum = 0;
    double count = 0;
  };
  std::vector<Bin> bins;
  for (const Duration sample : samples) {
    const std::size_t bin = bin_of(sample);
    if (bin >= bins.size()) bins.resize(bin + 1);
    bins[bin].sum += sample.seconds;
    bins[bin].count += 1;
  }
  Empirical fitted;
  double counted = 0;
  const auto all = static_cast<double>(samples.size());
  for (const Bin& bin : bins) {
    if (bin.count == 0) continue;
    const Duration at{bin.sum / bin.count};
    fitted.knots.push_back({at, counted / all});
    counted += bin.count;
    fitted.knots.push_back({at, counted / all});
  }
  return fitted;
}

}  // namespace

Distribution fit_moments(Duration mean, double cv) {
  if (cv == 0) return Deterministic{mean};
  if (cv == 1) return Exponential{mean};
  return lognormal_from(mean, cv);
}

Empirical fit_samples(std::span<const Duration> samples) {
  assert(!samples.empty());
  if (samples.size() > most_samples_kept) return gathered(samples);
  std::vector<Duration> sorted(samples.begin(), samples.end());
  std::sort(sorted.begin(), sorted.end());
  Empirical fitted;
  double below = 0;
  for (auto sample = sorted.begin(); sample != sorted.end();) {
    const auto next = std::upper_bound(sample, sorted.end(), *sample);
    fitted.knots.push_back({*sample, below});
    below = static_cast<double>(next - sorted.begin()) / static_cast<double>(sorted.size());
    fitted.knots.push_back({*sample, below});
    sample = next;
  }
  return fitted;
}

Empirical fit_histogram(std::span<const HistogramBin> bins) {
  const double total = std::accumulate(bins.begin(), bins.end(), 0.0,
                                       [](double sum, const HistogramBin& bin) { return sum + bin.count; });
  assert(total > 0);
  Empirical fitted;
  double counted = 0;
  for (const HistogramBin& bin : bins) {
    if (bin.count <= 0) continue;
    fitted.knots.push_back({bin.low, counted / total});
    counted += bin.count;
    fitted.knots.push_back({std::isfinite(bin.high.seconds) ? bin.high : bin.low, counted / total});
  }
  return fitted;
}

}  // namespace poolsize
