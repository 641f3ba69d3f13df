#include "connect_times.hpp"

#include "normal.hpp"
#include "processor_sharing.hpp"

#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace poolsize {
namespace {

/// Steps of the birth-death process that are followed: how much is idle has settled by then.
constexpr double most_steps = 2000;
/// Windows of as many times what is shared are looked at closely.
constexpr double long_window = 60;
/// Beyond so many steps in a window their number is as good as its mean.
constexpr double many_steps = 500;
/// Connects that are rarer are left out.
constexpr double never = 1e-7;

/// A Poisson number with this mean hardly ever exceeds it: eight standard deviations, and some where it is
/// small.
double nearly_all(double mean) { return mean + 8 * std::sqrt(mean) + 30; }

std::vector<double> none_idle(Count kept, double steps) {
  const auto count = static_cast<std::size_t>(std::min(nearly_all(steps), most_steps));
  std::vector<double> idle(std::min(static_cast<std::size_t>(kept), count) + 1);
  std::vector<double> next(idle.size());
  idle[0] = 1;
  std::vector<double> sums{0};
  while (sums.size() < count + 2) {
    sums.push_back(sums.back() + idle[0]);
    std::ranges::fill(next, 0);
    for (std::size_t i = 0; i < idle.size(); ++i) {
      next[i > 0 ? i - 1 : 0] += idle[i] / 2;
      next[std::min(i + 1, idle.size() - 1)] += idle[i] / 2;
    }
    idle.swap(next);
  }
  return sums;
}

/// Between the entries, and beyond the last as it was going.
double interpolated(const std::vector<double>& sums, double at) {
  const std::size_t below = std::min(static_cast<std::size_t>(at), sums.size() - 2);
  return sums[below] + (at - static_cast<double>(below)) * (sums[below + 1] - sums[below]);
}

}  // namespace

ConnectTimes::ConnectTimes(const Costs& costs, Rate rate, Count kept, Count most)
    : alone_(costs.connect_time),
      shared_(costs.connect_shared),
      processors_(costs.connect_processors),
      rate_(rate),
      most_(most),
      sigma_(std::sqrt(std::log1p(costs.connect_cv * costs.connect_cv))) {
  assert(shared_ <= alone_);
  if (is_shared()) none_idle_ = none_idle(kept, 2 * (rate * shared_).erlangs * long_window);
  if (sigma_ > 0) groups_ = groups();
}

std::vector<ConnectTimes::Group> ConnectTimes::groups() const {
  if (!is_shared()) return {{alone_}};
  constexpr double apart = 1.0 / 32;
  const double most = longest_shared() / shared_;
  double longer = shares_longer_than(shared_);
  std::vector<Group> groups{{alone_, 1 - longer}};
  for (double from = 1; from < most && longer >= never;) {
    const double to = std::min(from * (1 + apart), most);
    const double left = shares_longer_than(shared_ * to);
    groups.push_back({alone_ + shared_ * ((from + to) / 2 - 1), longer - left});
    longer = left;
    from = to;
  }
  return groups;
}

Rate ConnectTimes::opens_within(Duration t) const {
  const double steps = 2 * (rate_ * t).erlangs;
  double found_none = 0;
  if (steps > many_steps || nearly_all(steps) > static_cast<double>(none_idle_.size())) {
    found_none = interpolated(none_idle_, steps);
  } else {
    // Over the Poisson distribution of the steps within t.
    double probability = std::exp(-steps);
    for (std::size_t n = 0; n < none_idle_.size(); ++n) {
      found_none += probability * none_idle_[n];
      probability *= steps / static_cast<double>(n + 1);
    }
  }
  return Rate{found_none / 2 / t.seconds};
}

Duration ConnectTimes::longest_shared() const {
  return shared_ * std::max(1.0, static_cast<double>(most_) / static_cast<double>(processors_));
}

double ConnectTimes::shares_longer_than(Duration t) const {
  if (t < shared_) return 1;
  if (t >= longest_shared()) return 0;
  return shared_longer_than(t, opens_within(t), shared_, processors_);
}

double ConnectTimes::unstretched_longer_than(Duration t) const {
  if (t < alone_) return 1;
  if (!is_shared()) return 0;
  // What is lost to rounding must not end before the work does.
  return shares_longer_than(std::max(t - (alone_ - shared_), shared_));
}

double ConnectTimes::longer_than(Duration t) const {
  if (groups_.empty()) return unstretched_longer_than(t);
  if (t <= Duration{}) return 1;
  double longer = 0;
  for (const Group& group : groups_)
    longer += group.share * normal_survival(std::log(t / group.length) / sigma_ + sigma_ / 2);
  return longer;
}

Duration ConnectTimes::shortest() const {
  constexpr double deviations = 8;
  return alone_ * std::exp(-sigma_ * (deviations + sigma_ / 2));
}

Duration ConnectTimes::mean() const {
  if (!is_shared()) return alone_;
  const double most = longest_shared() / shared_;
  const double bends = 1 / static_cast<double>(processors_);
  const auto longer = [this](double t) { return shares_longer_than(shared_ * t); };
  // It falls, and bends a processor's part further each time, the less the further out.
  double sum = 1;
  for (double from = 1; from < most && longer(from) >= never;) {
    const bool stays_one = longer(std::min(2 * from, std::nextafter(most, 0))) >= 1;
    const double to = std::min(from + (stays_one ? from : std::max(bends, from / 8)), most);
    sum += stays_one ? to - from : boost::math::quadrature::gauss<double, 7>::integrate(longer, from, to);
    from = to;
  }
  return alone_ - shared_ + shared_ * sum;
}

}  // namespace poolsize
