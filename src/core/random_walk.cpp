#include "random_walk.hpp"

#include <unsupported/Eigen/FFT>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace poolsize {

std::vector<double> on_grid(const Times& times, const Grid& grid, long first, std::size_t count) {
  std::vector<double> parts(grid.points);
  const double whole = mean(times.distribution).seconds / times.unit;
  // ∫ survival up to x
  const auto area = [&](long point) {
    const double x = static_cast<double>(point) * grid.step - times.longer;
    return x <= 0 ? x : whole * (1 - excess_survival(times.distribution, Duration{x * times.unit}));
  };
  double before = area(first - 1);
  double here = area(first);
  const auto all = static_cast<long>(grid.points);
  for (std::size_t i = 0; i < count; ++i) {
    const long point = first + static_cast<long>(i);
    const double after = area(point + 1);
    const auto at = static_cast<std::size_t>((point % all + all) % all);
    parts[at] = std::max(0.0, (here - before) - (after - here)) / grid.step;
    before = here;
    here = after;
  }
  return parts;
}

Spectrum spectrum_of(const std::vector<double>& grid) {
  Eigen::FFT<double> transform;
  const Spectrum values(grid.begin(), grid.end());
  Spectrum spectrum;
  transform.fwd(spectrum, values);
  return spectrum;
}

// What the logarithm of 1 − (the generating function of a step) has of positive powers is that of 1 − (that
// of the ascending ladder), and its inverse the largest sum's but for a factor (W. Feller, An Introduction to
// Probability Theory and Its Applications, volume 2, 1971, chapters XII and XVIII). The zero at 1, which
// belongs to the descending ladder, is divided out first.
std::vector<double> largest_sum(const Steps& steps) {
  const std::size_t points = steps.grid.points;
  const std::size_t half = steps.grid.half();
  Spectrum logarithm(points);
  logarithm[0] = std::log(steps.drift);
  for (std::size_t n = 1; n < points; ++n) {
    const double turn = 2 * std::numbers::pi * static_cast<double>(n) / static_cast<double>(points);
    // Neither 1 − (a step's) nor 1 − e^(i turn), whose argument is (turn − π) / 2, ever has a negative real
    // part, so that no logarithm is on another branch.
    const std::complex<double> zero{std::log(2 * std::sin(turn / 2)), (turn - std::numbers::pi) / 2};
    logarithm[n] = std::log(1.0 - steps.up[n] * std::conj(steps.down[n])) - zero;
  }
  Eigen::FFT<double> transform;
  Spectrum powers;
  transform.inv(powers, logarithm);
  powers[0] = 0;
  std::fill(powers.begin() + static_cast<std::ptrdiff_t>(half), powers.end(), 0);
  double all = 0;
  for (const std::complex<double>& power : powers) all += power.real();
  Spectrum ladder;
  transform.fwd(ladder, powers);
  for (std::complex<double>& each : ladder) each = std::exp(all - each);
  Spectrum sums;
  transform.inv(sums, ladder);
  std::vector<double> probabilities(half);
  for (std::size_t n = 0; n < half; ++n) probabilities[n] = sums[n].real();
  return probabilities;
}

}  // namespace poolsize
