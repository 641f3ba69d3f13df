#include "one_server_queue.hpp"

#include "steady_queue.hpp"

#include <unsupported/Eigen/FFT>

#include <algorithm>
#include <cmath>
#include <complex>
#include <memory>
#include <utility>
#include <vector>

namespace poolsize {
namespace {

/// Points of the grid; with so many the waits are within some 1e-4 of theirs.
constexpr std::size_t points = 8192;
/// The grid reaches so many times the mean of those who wait; beyond it the tail goes on as it ends.
constexpr double reach = 25;
/// What the cyclic convolution carries round from the end of the grid is damped by this.
constexpr double damping = 1e-8;

/// P(wait > (n − 1/2)·step), n from 1 on; the wait is a geometric number of what is left of holds, each
/// rounded to the grid.
std::vector<double> tail_on_grid(double utilisation, const Distribution& hold, double step) {
  const Duration unit = mean(hold) * step;
  std::vector<std::complex<double>> left(points);
  double above = 1;
  for (std::size_t n = 0; n < points; ++n) {
    const double next = excess_survival(hold, unit * (static_cast<double>(n) + 0.5));
    left[n] = (above - next) * std::pow(damping, static_cast<double>(n) / points);
    above = next;
  }
  Eigen::FFT<double> transform;
  std::vector<std::complex<double>> spectrum;
  transform.fwd(spectrum, left);
  for (std::complex<double>& value : spectrum) value = (1 - utilisation) / (1.0 - utilisation * value);
  std::vector<std::complex<double>> waits;
  transform.inv(waits, spectrum);
  std::vector<double> tail(points);
  double beyond = 1;
  for (std::size_t n = 0; n < points; ++n) {
    beyond -= waits[n].real() * std::pow(damping, -static_cast<double>(n) / points);
    tail[n] = beyond;
  }
  return tail;
}

class GridTail {
 public:
  GridTail(double utilisation, std::vector<double> tail, double step)
      : utilisation_(utilisation), tail_(std::move(tail)), step_(step) {
    // The end of the grid, where rounding has not yet eaten the digits.
    constexpr double least = 1e-7;
    const auto end = std::ranges::find_if(tail_, [](double late) { return late < least; });
    tail_.erase(std::max(end, tail_.begin() + 2), tail_.end());
    const std::size_t span = std::max<std::size_t>(tail_.size() / 16, 1);
    const double before = tail_[tail_.size() - 1 - span];
    decay_ = std::log(before / tail_.back()) / static_cast<double>(span);
  }

  double operator()(double t) const {
    const double place = t / step_ + 0.5;
    const auto last = static_cast<double>(tail_.size());
    if (place >= last) return std::max(0.0, tail_.back() * std::exp(-decay_ * (place - last)));
    const auto n = static_cast<std::size_t>(place);
    const double share = place - static_cast<double>(n);
    if (n == 0) return std::lerp(utilisation_, tail_[0], 2 * share - 1);
    return std::lerp(tail_[n - 1], tail_[n], share);
  }

 private:
  double utilisation_;
  std::vector<double> tail_;
  double step_;
  double decay_ = 1;  ///< per step
};

}  // namespace

OfferedWait one_server_wait(double utilisation, const Distribution& hold, double timeout) {
  const double mean_delayed = (1 + scv(hold)) / 2 / (1 - utilisation);
  const double step = std::min(reach * mean_delayed, 1.01 * timeout) / points;
  const auto tail =
      std::make_shared<const GridTail>(utilisation, tail_on_grid(utilisation, hold, step), step);
  OfferedWait wait{.waits = utilisation,
                   .mean = utilisation * mean_delayed,
                   .late = [tail](double t) { return (*tail)(t); },
                   .exact = true};
  wait = with_timeout(std::move(wait), utilisation, timeout);
  wait.exact = true;
  return wait;
}

}  // namespace poolsize
