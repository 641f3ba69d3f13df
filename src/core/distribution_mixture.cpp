#include "distribution_families.hpp"

#include <algorithm>
#include <limits>

namespace poolsize::families {
namespace {

template <typename Value>
double weighted(const Mixture& x, Value value) {
  double sum = 0;
  for (const auto& [weight, hold] : x.classes) sum += weight * std::visit(value, hold);
  return sum;
}

}  // namespace

Duration mean(const Mixture& x) {
  return {weighted(x, [](const auto& hold) { return mean(hold).seconds; })};
}

double scv(const Mixture& x) {
  const double m = mean(x).seconds;
  const double variance = weighted(x, [m](const auto& hold) {
    const double own = mean(hold).seconds;
    return scv(hold) * own * own + (own - m) * (own - m);
  });
  return variance / (m * m);
}

double third_moment(const Mixture& x) {
  const double m = mean(x).seconds;
  return weighted(x, [m](const auto& hold) {
    const double own = mean(hold).seconds / m;
    return third_moment(hold) * own * own * own;
  });
}

double survival(const Mixture& x, Duration t) {
  return weighted(x, [t](const auto& hold) { return survival(hold, t); });
}

double excess_survival(const Mixture& x, Duration t) {
  const double m = mean(x).seconds;
  return weighted(x, [t, m](const auto& hold) { return mean(hold).seconds / m * excess_survival(hold, t); });
}

/// Lies between the least and the greatest of the classes' own quantiles, so bisection ends at the last bit.
Duration quantile(const Mixture& x, double p) {
  Duration low{std::numeric_limits<double>::infinity()};
  Duration high{0};
  for (const auto& share : x.classes) {
    const Duration own = std::visit([p](const auto& hold) { return quantile(hold, p); }, share.hold);
    low = std::min(low, own);
    high = std::max(high, own);
  }
  const auto reached = [&](Duration t) { return survival(x, t) <= 1 - p; };
  if (reached(low)) return low;
  for (Duration middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2) {
    (reached(middle) ? high : low) = middle;
  }
  return high;
}

}  // namespace poolsize::families
