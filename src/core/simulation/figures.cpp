#include "figures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace poolsize {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

constexpr std::array percentiles{0.5, 0.9, 0.95, 0.99, 0.999};

void set_quantiles(Figures& figures, Figure first, const QuantileHistogram& waits) {
  const std::vector<Duration> times = waits.quantiles(percentiles);
  for (std::size_t i = 0; i < times.size(); ++i)
    figures[static_cast<std::size_t>(first) + i] = times[i].seconds;
}

bool is_probability(Figure which) { return which <= Figure::overtaken_probability; }

}  // namespace

Figures figures_of(const Tally& tally) {
  const Counts& counts = tally.counts;
  Figures figures;
  figures.fill(nan);
  const auto set = [&](Figure which, double value) { figures[static_cast<std::size_t>(which)] = value; };
  const auto asked = static_cast<double>(counts.asked);
  const auto share = [&](Count of) { return static_cast<double>(of) / asked; };
  if (counts.asked > 0) {
    set(Figure::wait_probability, share(counts.asked - counts.at_once));
    set(Figure::over_goal, share(counts.asked - counts.in_time));
    set(Figure::timeout_probability, share(counts.timed_out));
    set(Figure::refused_probability, share(counts.refused));
    set(Figure::overtaken_probability, share(counts.overtaken));
    set(Figure::opened_per_request, share(counts.opened));
    set(Figure::all_mean, (counts.served_wait + counts.failed_wait) / asked);
  }
  if (counts.served > 0) {
    set(Figure::served_mean, counts.served_wait / static_cast<double>(counts.served));
    set_quantiles(figures, Figure::served_p50, tally.served_waits);
  }
  if (tally.failed_waits) {
    QuantileHistogram all = *tally.failed_waits;
    all.merge(tally.served_waits);
    set_quantiles(figures, Figure::all_p50, all);
  } else if (counts.served > 0) {
    std::copy_n(&figures[static_cast<std::size_t>(Figure::served_p50)], percentiles.size(),
                &figures[static_cast<std::size_t>(Figure::all_p50)]);
  }
  if (counts.observed > 0) {
    set(Figure::throughput, static_cast<double>(counts.served) / counts.observed);
    set(Figure::mean_busy, counts.held / counts.observed);
    set(Figure::mean_waiting, (counts.served_wait + counts.failed_wait) / counts.observed);
    set(Figure::mean_open, counts.open_seconds / counts.observed);
    set(Figure::opened, static_cast<double>(counts.opened) / counts.observed);
    set(Figure::closed, static_cast<double>(counts.closed) / counts.observed);
  }
  return figures;
}

double half_width(std::span<const Figures> each, double pooled, Figure which) {
  if (each.size() < 2) return infinity;
  double squares = 0;
  for (const Figures& figures : each) {
    const double away = figure(figures, which) - pooled;
    squares += away * away;
  }
  const auto count = static_cast<double>(each.size());
  return student_t(static_cast<Count>(each.size()) - 1) * std::sqrt(squares / (count - 1) / count);
}

Estimate<double> estimate(std::span<const Figures> each, const Figures& pooled, Figure which) {
  const double value = figure(pooled, which);
  double half = half_width(each, value, which);
  if (std::isnan(half)) half = infinity;  // it does not exist in every replication
  if (half == infinity) return {value, -infinity, infinity};
  return {value, std::max(value - half, 0.0),
          is_probability(which) ? std::min(value + half, 1.0) : value + half};
}

// Without the library's functions, whose last digits differ from machine to machine.
double student_t(Count degrees) {
  // NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.2, to more digits.
  constexpr std::array few{12.706204736, 4.302652730, 3.182446305, 2.776445105, 2.570581836,
                           2.446911851,  2.364624252, 2.306004135, 2.262157163, 2.228138852};
  if (degrees <= static_cast<Count>(few.size())) return few.at(static_cast<std::size_t>(degrees - 1));
  // M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 1964, formula 26.7.5.
  constexpr double z = 1.959963984540054;
  constexpr double z2 = z * z;
  const double n = 1 / static_cast<double>(degrees);
  const double g1 = (z2 + 1) * z / 4;
  const double g2 = ((5 * z2 + 16) * z2 + 3) * z / 96;
  const double g3 = (((3 * z2 + 19) * z2 + 17) * z2 - 15) * z / 384;
  const double g4 = ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) * z / 92160;
  return z + n * (g1 + n * (g2 + n * (g3 + n * g4)));
}

}  // namespace poolsize
