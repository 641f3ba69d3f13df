#include "grid_tail.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace poolsize {

double read_tail(const std::vector<double>& tail, double step, double t) {
  const double place = t / step + 0.5;
  const std::size_t n = std::min(static_cast<std::size_t>(place), tail.size() - 2);
  const double share = place - static_cast<double>(n);
  return std::lerp(tail[n], tail[n + 1], n == 0 ? 2 * share - 1 : share);
}

EndlessTail::EndlessTail(std::vector<double> tail, double step) : tail_(std::move(tail)), step_(step) {
  constexpr double least = 1e-7;
  const auto end = std::ranges::find_if(tail_, [](double late) { return late < least; });
  tail_.erase(std::max(end, tail_.begin() + 3), tail_.end());
  const std::size_t span = std::max<std::size_t>((tail_.size() - 1) / 16, 1);
  const double before = tail_[tail_.size() - 1 - span];
  decay_ = std::log(before / tail_.back()) / static_cast<double>(span);
}

double EndlessTail::operator()(double t) const {
  const double beyond = t / step_ + 0.5 - static_cast<double>(tail_.size() - 1);
  if (beyond >= 0) return std::max(0.0, tail_.back() * std::exp(-decay_ * beyond));
  return read_tail(tail_, step_, t);
}

}  // namespace poolsize
