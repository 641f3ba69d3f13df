#include "bursts.hpp"

#include "normal.hpp"

#include <poolsize/erlang.hpp>

#include <algorithm>
#include <cmath>

namespace poolsize {
namespace {

/// Where the gaps' mean is 1: E[e^(−s·gap)].
double transform(double scv, double s) {
  if (scv == 0) return std::exp(-s);
  if (scv <= 1) return std::exp(-std::log1p(s * scv) / scv);
  const double spread = std::sqrt((scv - 1) / (scv + 1));
  const double often = (1 + spread) / 2;
  const double seldom = 1 / (scv + 1) / (1 + spread);  // (1 − spread) / 2 without cancellation
  return 2 * often * often / (2 * often + s) + 2 * seldom * seldom / (2 * seldom + s);
}

/// The chance that one more arrives before a completion where all servers are busy: the σ in (0, 1) with σ =
/// E[e^(−(1 − σ)·gap / utilisation)].
double another(double scv, double utilisation) {
  double low = 0;
  double high = 1;
  // Their difference is convex with a zero at 1, which is not the one.
  double gap = 1e-12;
  while (gap < 1 && transform(scv, gap / utilisation) > 1 - gap) gap *= 2;
  high = 1 - gap;
  for (double middle = (low + high) / 2; low < middle && middle < high; middle = (low + high) / 2)
    (transform(scv, (1 - middle) / utilisation) > middle ? low : high) = middle;
  return high;
}

/// The limit of many servers, anchored at M/M/c (W. Whitt 1993, "Approximations for the GI/G/m queue",
/// section 3).
double many_servers(Count servers, Load load, double scv) {
  const auto c = static_cast<double>(servers);
  const double room = (c - load.erlangs) / std::sqrt(c);
  const double scale = (1 + scv) / 2;
  return normal_survival(room / scale) / normal_survival(room) * erlang_c(servers, load).value_or(1);
}

/// P(wait > 0), by Takács's sum, whose terms are all positive.
double waits(Count servers, Load load, double scv, double sigma) {
  constexpr Count summed = 2000;
  if (servers > summed) return std::min(1.0, many_servers(servers, load, scv));
  const auto c = static_cast<double>(servers);
  const double empty = c * (1 - sigma);
  double odds = 0;  // the logarithm of binomial(c, j) times the product of (1 − a) / a over 1 … j
  double sum = 1 / (1 - sigma);
  for (Count busy = 1; busy <= servers; ++busy) {
    const auto j = static_cast<double>(busy);
    const double a = transform(scv, j / load.erlangs);
    odds += std::log((c - j + 1) / j * (1 - a) / a);
    const double apart = empty - j;
    constexpr double together = 1e-9;  // there both are zero, and their ratio near 1
    const double ratio = std::abs(apart) < together * c ? 1 : (c * (1 - a) - j) / apart;
    sum += std::exp(odds) / (1 - a) * ratio;
  }
  return 1 / sum / (1 - sigma);
}

}  // namespace

OfferedWait bursty_exponential_wait(Count servers, Load load, double arrivals_scv) {
  const auto c = static_cast<double>(servers);
  const double sigma = another(arrivals_scv, load.erlangs / c);
  const double all = waits(servers, load, arrivals_scv, sigma);
  const double rate = c * (1 - sigma);
  return {
      .waits = all, .mean = all / rate, .late = [all, rate](double t) { return all * std::exp(-rate * t); }};
}

// What the numbers below are is from the errors of the rows of tests/reference/hold_times.csv with such gaps.

double change_power(double hold_scv, double arrivals_scv) {
  const double heavy = 2 / (1 + hold_scv);
  const double power = arrivals_scv < 1 ? (hold_scv < 1 ? 1.28 : 0.36) : (hold_scv < 1 ? 0.44 : 0.14);
  return std::pow(heavy, power);
}

double known_change_power(double utilisation, double arrivals_scv, double waits) {
  const double exponential = bursty_exponential_wait(1, {utilisation}, arrivals_scv).waits;
  // Of gaps that are next to exponential the grid of one server tells too little.
  const double power =
      std::clamp(std::log(waits / utilisation) / std::log(exponential / utilisation), 0.1, 1.0);
  return arrivals_scv < 1 ? power : std::pow(power, 1.25);
}

OfferedWait with_bursts(const OfferedWait& poisson, Count servers, Load load, double arrivals_scv,
                        double hold_scv, double power) {
  const double smooth = erlang_c(servers, load).value_or(1);
  if (poisson.waits <= 0 || smooth <= 0) return poisson;
  const OfferedWait bursty = bursty_exponential_wait(servers, load, arrivals_scv);
  if (bursty.waits <= 0) return {.timeout = poisson.timeout};  // too seldom for a double
  // Which part the gaps have in the variability of the whole, against exponential holds: in heavy traffic,
  // and where fewer wait. Over as short a time as counts there holds end more like exponential ones, the more
  // so the more they change the chance to wait like those.
  const double heavy = 2 / (1 + hold_scv);
  const double alike = hold_scv > 1 ? 0.85 * power * power : 0.3;
  const double part = std::lerp(heavy, 1.0, alike * std::pow(1 - smooth, 1.3));
  const double waits = std::min(1.0, poisson.waits * std::pow(bursty.waits / smooth, power));
  const double room = static_cast<double>(servers) - load.erlangs;
  const double longer = bursty.mean / bursty.waits * room;  // in heavy traffic (ca² + 1) / 2
  return scaled(poisson, waits / poisson.waits, std::max(1 + (longer - 1) * part, 0.01));
}

}  // namespace poolsize
