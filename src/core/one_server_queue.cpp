#include "one_server_queue.hpp"

#include "grid_tail.hpp"
#include "random_walk.hpp"
#include "steady_queue.hpp"

#include <unsupported/Eigen/FFT>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

namespace poolsize {
namespace {

/// Points of the grid; with so many the waits are within some 1e-4 of theirs.
constexpr std::size_t points = 8192;
/// The grid reaches so many times the mean of those who wait; beyond it the tail goes on as it ends.
constexpr double reach = 25;
/// Of mean times between arrivals: a wider step is too coarse for overload.
constexpr double widest_step = 0.05;
/// What the cyclic convolution carries round from the end of the grid is damped by exp(−this).
constexpr double damping = 18.4;

/// P of what is left of a hold, rounded to the grid.
std::vector<double> excess_on_grid(const Distribution& hold, double step) {
  const Duration unit = mean(hold) * step;
  std::vector<double> excess(points);
  double above = 1;
  for (std::size_t n = 0; n < points; ++n) {
    const double next = excess_survival(hold, unit * (static_cast<double>(n) + 0.5));
    excess[n] = above - next;
    above = next;
  }
  return excess;
}

/// How fast what `renewals` adds up grows from point to point: with exp(−growth n) the excess sums to one
/// over the utilisation. Newton's steps from below stay below, as the sum is convex.
double growth_of(const std::vector<double>& excess, double utilisation) {
  double growth = 0;
  for (int i = 0; i < 30; ++i) {
    double sum = 0;
    double slope = 0;
    for (std::size_t n = 0; n < points; ++n) {
      const double part = utilisation * excess[n] * std::exp(-growth * static_cast<double>(n));
      sum += part;
      slope += part * static_cast<double>(n);
    }
    if (sum < 1 + 1e-6) break;
    growth += (sum - 1) / slope;
  }
  return growth;
}

/// Σ over k of utilisation^k · the k-fold sum of what is left of holds, of point n times exp(−growth n): the
/// density of the wait of who is let in and of who would be, but for a factor, up to any timeout (level
/// crossing, P. H. Brill, Level Crossing Methods in Stochastic Models, 2008, chapter 3).
std::vector<double> renewals(std::vector<double> excess, double utilisation, double growth) {
  constexpr double damped = damping / points;
  for (std::size_t n = 0; n < points; ++n) excess[n] *= std::exp(-(growth + damped) * static_cast<double>(n));
  Spectrum spectrum = spectrum_of(excess);
  for (std::complex<double>& value : spectrum) value = 1.0 / (1.0 - utilisation * value);
  Eigen::FFT<double> transform;
  Spectrum sums;
  transform.inv(sums, spectrum);
  std::vector<double> renewals(points);
  for (std::size_t n = 0; n < points; ++n)
    renewals[n] = sums[n].real() * std::exp(damped * static_cast<double>(n));
  return renewals;
}

/// Without a timeout.
std::vector<double> patient_tail(const std::vector<double>& renewals, double utilisation) {
  std::vector<double> tail{utilisation};
  double beyond = 1;
  for (const double each : renewals) tail.push_back(beyond -= (1 - utilisation) * each);
  return tail;
}

OfferedWait patient_wait(double utilisation, const Distribution& hold, double timeout) {
  const double mean_delayed = (1 + scv(hold)) / 2 / (1 - utilisation);
  const double step = std::min(reach * mean_delayed, 1.01 * timeout) / points;
  const auto sums = renewals(excess_on_grid(hold, step), utilisation, 0);
  const auto tail = std::make_shared<const EndlessTail>(patient_tail(sums, utilisation), step);
  return {.waits = utilisation, .mean = utilisation * mean_delayed, .late = [tail](double t) {
            return (*tail)(t);
          }};
}

/// More is asked than can be done. Whoever is let in finds a wait up to the timeout, and all holds together
/// keep the server busy: 1 − P(idle) = utilisation · P(wait ≤ timeout).
OfferedWait overloaded_wait(double utilisation, const Distribution& hold, double timeout) {
  constexpr double half = 0.5;
  const double step = timeout / (points - half);
  std::vector<double> excess = excess_on_grid(hold, step);
  const double growth = growth_of(excess, utilisation);
  // Relative to what they are at the timeout, where they are most.
  std::vector<double> sums = renewals(std::move(excess), utilisation, growth);
  double let_in = 0;
  double waited = 0;
  for (std::size_t n = 0; n < points; ++n) {
    sums[n] *= std::exp(-growth * static_cast<double>(points - 1 - n));
    let_in += sums[n];
    waited += sums[n] * static_cast<double>(n) * step;
  }
  const double idle = std::exp(-growth * (points - 1));
  const double all = idle + utilisation * let_in;
  OfferedWait wait{.timeout = timeout,
                   .waits = utilisation * let_in / all,
                   .timed_out = (idle + (utilisation - 1) * let_in) / all,
                   .mean = waited / all};
  std::vector<double> tail(points + 1);
  tail[points] = wait.timed_out;
  for (std::size_t n = points; n-- > 1;) tail[n] = tail[n + 1] + sums[n] / all;
  tail[0] = wait.waits;
  wait.late = [tail = std::move(tail), step](double t) { return read_tail(tail, step, t); };
  return wait;
}

}  // namespace

bool one_server_solved(double utilisation, double timeout) {
  return utilisation < 1 || utilisation * timeout < widest_step * points;
}

OfferedWait one_server_wait(double utilisation, const Distribution& hold, double timeout) {
  OfferedWait wait = utilisation < 1
                         ? with_timeout(patient_wait(utilisation, hold, timeout), utilisation, timeout)
                         : overloaded_wait(utilisation, hold, timeout);
  wait.exact = true;
  return wait;
}

}  // namespace poolsize
