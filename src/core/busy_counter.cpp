#include "busy_counter.hpp"

#include <numeric>

namespace poolsize {

void BusyCounter::add(Duration at, Duration hold) {
  if (!has_begun_) now_ = at.seconds;
  has_begun_ = true;
  while (!ends_.empty() && ends_.top() <= at.seconds) {
    pass_to(ends_.top());
    ends_.pop();
  }
  pass_to(at.seconds);
  ends_.push(at.seconds + hold.seconds);
}

void BusyCounter::pass_to(double time) {
  if (ends_.size() >= seconds_.size()) seconds_.resize(ends_.size() + 1);
  seconds_[ends_.size()] += time - now_;
  now_ = time;
}

BusyConnections BusyCounter::seen() const {
  const double all = std::accumulate(seconds_.begin(), seconds_.end(), 0.0);
  BusyConnections busy;
  double below = 0;
  for (std::size_t count = 0; count < seconds_.size(); ++count) {
    if (seconds_[count] <= 0) continue;
    const auto number = static_cast<double>(count);
    const auto set = [&](double& percentile, double p) {
      if (below < p * all) percentile = number;
    };
    set(busy.p50, 0.5);
    set(busy.p95, 0.95);
    set(busy.p99, 0.99);
    below += seconds_[count];
    busy.mean += number * seconds_[count] / all;
    busy.most = static_cast<Count>(count);
  }
  return busy;
}

}  // namespace poolsize
