#include <poolsize/fit.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace poolsize {

Distribution fit_moments(Duration mean, double cv) {
  if (cv == 0) return Deterministic{mean};
  if (cv == 1) return Exponential{mean};
  return lognormal_from(mean, cv);
}

Empirical fit_samples(std::span<const Duration> samples) {
  assert(!samples.empty());
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
