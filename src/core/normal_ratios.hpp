// Mills' ratio and its counterpart with a growing integrand (Dawson's integral), from a table and in a few
// nanoseconds each. Boost.Math has erfc, which leaves nothing of the first far out, and not the second.
#pragma once

#include <array>
#include <cstddef>

namespace poolsize {

struct NormalRatios {
  double tail;   ///< e^(x²/2) · ∫ e^(−t²/2) dt from x to ∞
  double climb;  ///< e^(−x²/2) · ∫ e^(t²/2) dt from 0 to x
};

namespace normal_ratios_table {

/// Between two entries, three terms of Taylor's series leave 4e-7.
inline constexpr double per_unit = 16;
/// From here on the asymptotic series leaves less.
inline constexpr double end = 12;
inline constexpr auto size = static_cast<std::size_t>(end * per_unit) + 1;

/// Where y′ = sign · (x·y − 1), y(x + step) by Taylor's series: y⁽ⁿ⁺¹⁾ = sign · (x·y⁽ⁿ⁾ + n·y⁽ⁿ⁻¹⁾). The tail
/// has +1, the climb −1.
template <int terms>
constexpr double stepped(double sign, double x, double y, double step) {
  double before = y;
  double derivative = sign * (x * y - 1);
  double power = step;
  double sum = y + power * derivative;
  for (int n = 1; n < terms; ++n) {
    const double next = sign * (x * derivative + n * before);
    before = derivative;
    derivative = next;
    power *= step / (n + 1);
    sum += power * derivative;
  }
  return sum;
}

/// The first terms of the asymptotic series. Requires: x ≥ end.
constexpr NormalRatios asymptotic(double x) {
  const double r = 1 / (x * x);
  return {(1 - r * (1 - 3 * r * (1 - 5 * r * (1 - 7 * r)))) / x,
          (1 + r * (1 + 3 * r * (1 + 5 * r * (1 + 7 * r)))) / x};
}

/// Errors shrink where the climb goes up and the tail goes down.
constexpr std::array<NormalRatios, size> entries() {
  std::array<NormalRatios, size> table{};
  for (std::size_t i = 1; i < size; ++i) {
    const double before = static_cast<double>(i - 1) / per_unit;
    table[i].climb = stepped<10>(-1, before, table[i - 1].climb, 1 / per_unit);
  }
  double tail = asymptotic(2 * end).tail;
  for (std::size_t i = 2 * (size - 1); i > 0; --i) {
    if (i < size) table[i].tail = tail;
    tail = stepped<10>(1, static_cast<double>(i) / per_unit, tail, -1 / per_unit);
  }
  table[0].tail = tail;
  return table;
}

inline constexpr std::array<NormalRatios, size> table = entries();

}  // namespace normal_ratios_table

/// Relative errors below 1e-6. Requires: x ≥ 0.
inline NormalRatios normal_ratios(double x) {
  using namespace normal_ratios_table;
  if (x >= end) return asymptotic(x);
  constexpr double half = 0.5;
  const auto nearest = static_cast<int>(x * per_unit + half);
  const double at = nearest / per_unit;
  const NormalRatios& known = table[static_cast<std::size_t>(nearest)];
  return {stepped<3>(1, at, known.tail, x - at), stepped<3>(-1, at, known.climb, x - at)};
}

}  // namespace poolsize
