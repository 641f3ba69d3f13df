#include "offered_wait.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace poolsize {
namespace {

/// Below this hardly anybody waits, and how long does not matter.
constexpr double rarely = 1e-12;

/// −ln P(wait > at | the request waits and is served).
struct Knot {
  double at = 0;
  double depth = 0;
};

/// Beyond this depth the tail goes on as it is: e^−30 is 1e-13.
constexpr double deepest = 30;
/// Lines between so many knots, nearer to each other where the tail bends, are within 1e-4 of it.
constexpr int knots = 256;

double depth(const OfferedWait& wait, double t) {
  return -std::log((wait.late(t) - wait.timed_out) / wait.delayed());
}

std::vector<Knot> table(const OfferedWait& wait) {
  double end = std::min(1.0, wait.timeout);
  while (end < wait.timeout && depth(wait, end) < deepest) end = std::min(2 * end, wait.timeout);
  std::vector<Knot> table;
  for (int i = 0; i <= knots; ++i) {
    const double share = i / static_cast<double>(knots);
    const double t = end * share * share * (3 - 2 * share);
    const double deep = depth(wait, t);
    if (!(deep < deepest + 1)) break;
    if (table.empty() || deep > table.back().depth) table.push_back({.at = t, .depth = deep});
  }
  if (table.size() == 1) table.push_back({.at = end, .depth = deepest});
  return table;
}

/// The line through the two knots around `value`, or through the last two, of `from` against `to`.
double read(const std::vector<Knot>& table, double Knot::*from, double Knot::*to, double value) {
  const auto after = std::upper_bound(table.begin() + 1, table.end() - 1, value,
                                      [from](double given, const Knot& knot) { return given < knot.*from; });
  const Knot& low = *(after - 1);
  const Knot& high = *after;
  return std::lerp(low.*to, high.*to, (value - low.*from) / (high.*from - low.*from));
}

}  // namespace

double served_quantile(const OfferedWait& wait, double late) {
  const double level = wait.timed_out + late * (1 - wait.timed_out);
  if (wait.waits <= level) return 0;
  double low = 0;
  double high = std::min(1.0, wait.timeout);
  while (high < wait.timeout && wait.late(high) > level) high = std::min(2 * high, wait.timeout);
  constexpr int halvings = 50;
  for (int i = 0; i < halvings; ++i) {
    const double middle = (low + high) / 2;
    (wait.late(middle) > level ? low : high) = middle;
  }
  return high;
}

OfferedWait stretched(OfferedWait wait, double factor) {
  if (factor == 1) return wait;
  wait.timeout *= factor;
  wait.mean *= factor;
  wait.late = [late = std::move(wait.late), factor](double t) { return late(t / factor); };
  wait.exact = false;
  return wait;
}

OfferedWait scaled(OfferedWait wait, double probability, double time) {
  wait.waits *= probability;
  wait.timed_out *= probability;
  wait.mean *= probability;
  wait.late = [late = std::move(wait.late), probability](double t) { return probability * late(t); };
  wait.exact = false;
  return stretched(std::move(wait), time);
}

OfferedWait between(const OfferedWait& first, const OfferedWait& second, double share) {
  if (share == 0) return first;
  if (share == 1 || first.delayed() < rarely || second.delayed() < rarely) return second;
  OfferedWait wait{.timeout = first.timeout,
                   .waits = std::lerp(first.waits, second.waits, share),
                   .timed_out = std::lerp(first.timed_out, second.timed_out, share)};
  wait.mean = wait.delayed() * std::lerp(first.mean / first.delayed(), second.mean / second.delayed(), share);
  const std::vector<Knot> one = table(first);
  const std::vector<Knot> other = table(second);
  std::vector<Knot> blend;
  for (const std::vector<Knot>* part : {&one, &other})
    for (const Knot& knot : *part) {
      const double a = read(one, &Knot::depth, &Knot::at, knot.depth);
      const double b = read(other, &Knot::depth, &Knot::at, knot.depth);
      blend.push_back({.at = std::lerp(a, b, share), .depth = knot.depth});
    }
  std::sort(blend.begin(), blend.end(), [](const Knot& a, const Knot& b) { return a.depth < b.depth; });
  const auto not_later = [](const Knot& a, const Knot& b) { return a.at >= b.at; };
  blend.erase(std::unique(blend.begin(), blend.end(), not_later), blend.end());
  wait.late = [blend = std::move(blend), all = wait.delayed(), beyond = wait.timed_out](double t) {
    return beyond + all * std::exp(-read(blend, &Knot::at, &Knot::depth, t));
  };
  return wait;
}

}  // namespace poolsize
