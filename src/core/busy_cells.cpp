// With u the distance of a place from the middle of its cell, in places, ln P(b) there is less by
//   g u + κ u²/2 + τ u³/6 + ω u⁴/24 + …,   g = ψ(v + 1/2) − ln load,   κ = 1/v,   τ = −1/v²,   ω = 2/v³,
// with v = b + 1/2 for the place b in the middle (κ to ω but for relative 1/(12 v²)). What cosh(g u) and
// sinh(g u) are multiplied with is expanded in κ, τ and ω, and either in powers of x = g · places.
//
// The order of the includes matters.
// clang-format off
#include "busy_cells.hpp"

#include "simulation/instruction_set.hpp"
#include "simulation/vector_targets.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/busy_cells.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include "simulation/vector_math.hpp"
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace poolsize::HWY_NAMESPACE {
namespace {

/// c[first] + c[first + apart] x + c[first + 2 apart] x² + …
template <std::size_t first, std::size_t apart, class D, class V, std::size_t n>
HWY_INLINE V every(D d, V x, const std::array<double, n>& c) {
  constexpr std::size_t last = first + (n - 1 - first) / apart * apart;
  V sum = hn::Set(d, c[last]);
  for (std::size_t i = last; i > first; i -= apart) sum = hn::Add(hn::Mul(sum, x), hn::Set(d, c[i - apart]));
  return sum;
}

/// c[0] + c[1] x + c[2] x² + …, in two halves that need not wait for each other.
template <class D, class V, std::size_t n>
HWY_INLINE V series(D d, V x, const std::array<double, n>& c) {
  const V square = hn::Mul(x, x);
  return hn::Add(every<0, 2>(d, square, c), hn::Mul(x, every<1, 2>(d, square, c)));
}

/// 1/3, 1/5, …: of artanh.
constexpr std::array artanh_terms{1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17};

void fill_cells(const CellShape& shape, const Frequencies& frequencies, double low, double step,
                std::size_t from, std::size_t count, BusyCells& cells) {
  const hn::ScalableTag<double> d;
  const auto set = [d](double x) { return hn::Set(d, x); };
  const double h = shape.places;
  const auto anchor = set(frequencies.anchor);
  auto index = hn::Iota(d, 0);
  for (std::size_t i = from; i < from + count; i += hn::Lanes(d)) {
    const auto v = hn::Add(set(low + h / 2), hn::Mul(index, set(step)));
    index = hn::Add(index, set(static_cast<double>(hn::Lanes(d))));
    const auto per_v = hn::Div(set(1), v);
    const auto per_v2 = hn::Mul(per_v, per_v);
    // ln(v / anchor) = 2 artanh(s), and its integral from the anchor to v.
    const auto beyond = hn::Sub(v, anchor);
    const auto s = hn::Div(beyond, hn::Add(v, anchor));
    const auto s2 = hn::Mul(s, s);
    const auto s3 = hn::Mul(hn::Mul(s, s2), series(d, s2, artanh_terms));
    const auto slope = set(frequencies.slope);
    // Stirling's series about v: ln Γ(v + 1/2) = v ln v − v + ln(2π)/2 − 1/(24 v) + 7/(2880 v³) − …
    const auto g = hn::Add(hn::Add(slope, hn::Mul(set(2), hn::Add(s, s3))), hn::Mul(per_v2, set(1.0 / 24)));
    const auto down = hn::Add(hn::Mul(beyond, hn::Add(slope, s)), hn::Mul(hn::Mul(set(2), v), s3));
    const auto stirling = hn::Mul(per_v, hn::Sub(set(1.0 / 24), hn::Mul(per_v2, set(7.0 / 2880))));
    const auto likely = exponential(d, hn::Sub(stirling, down));

    const auto x = hn::Mul(g, set(h));
    const auto x2 = hn::Mul(x, x);
    const auto curved = hn::Mul(set(h * h), hn::Mul(per_v, hn::Sub(set(1), hn::Mul(per_v2, set(1.0 / 12)))));
    const auto curved2 = hn::Mul(curved, curved);
    const auto skewed = hn::Mul(hn::Mul(curved, set(-h)), per_v);
    const auto fourth = hn::Mul(hn::Mul(curved2, set(2)), per_v);
    // Σ 1/P and Σ P differ in the sign of all of g to ω: of this sum, and of that one the difference.
    const auto same =
        hn::Add(series(d, x2, shape.even_0),
                hn::Add(hn::Mul(hn::Mul(curved2, set(1.0 / 8)), series(d, x2, shape.even_4)),
                        hn::Mul(hn::Mul(skewed, hn::Mul(x, set(1.0 / 6))), series(d, x2, shape.odd_3))));
    const auto cubes = hn::Mul(hn::Mul(curved2, set(1.0 / 48)), series(d, x2, shape.even_6));
    const auto mixed = hn::Mul(hn::Mul(skewed, hn::Mul(x, set(1.0 / 12))), series(d, x2, shape.odd_5));
    const auto fourths = hn::Mul(hn::Mul(fourth, set(1.0 / 24)), series(d, x2, shape.even_4));
    const auto other = hn::Add(
        hn::Mul(curved, hn::Add(hn::Mul(series(d, x2, shape.even_2), set(0.5)), hn::Add(cubes, mixed))),
        fourths);
    const auto rarity = hn::Mul(set(h), hn::Add(same, other));
    const auto probability = hn::Mul(set(h), hn::Sub(same, other));
    // Over pairs of places: half of all, and half of what those the right way round are more.
    const auto more = hn::Add(
        hn::Mul(x, hn::Add(series(d, x2, shape.risen), hn::Mul(curved2, series(d, x2, shape.risen_curved)))),
        hn::Mul(skewed, series(d, x2, shape.risen_skewed)));
    const auto risen =
        hn::Sub(hn::Mul(set(0.5), hn::Sub(hn::Mul(rarity, probability), set(h))), hn::Mul(set(h * h), more));
    hn::StoreU(hn::Div(rarity, likely), d, cells.rarity.data() + i);
    hn::StoreU(hn::Mul(probability, likely), d, cells.probability.data() + i);
    hn::StoreU(risen, d, cells.risen.data() + i);
  }
}

}  // namespace

constexpr auto fill = fill_cells;

}  // namespace poolsize::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace poolsize {
namespace {

/// (θ/2) / sinh(θ/2) by powers of θ²: what the sum over places is of the integral.
constexpr std::array midpoint{1.0,
                              -1.0 / 24,
                              7.0 / 5760,
                              -31.0 / 967680,
                              127.0 / 154828800,
                              -73.0 / 3503554560,
                              1414477.0 / 2678117105664000};
/// Its square, likewise.
constexpr std::array midpoint_squared{1.0,          -1.0 / 12,      1.0 / 240,           -1.0 / 6048,
                                      1.0 / 172800, -1.0 / 5322240, 691.0 / 118879488000};

constexpr std::size_t terms = midpoint.size();
using Square = std::array<std::array<double, terms>, terms>;

constexpr double factorial(std::size_t n) { return n < 2 ? 1 : static_cast<double>(n) * factorial(n - 1); }

/// Σ cosh(g u) = sinh(x / 2) / sinh(g / 2), over `places`: by powers of x² and of 1/places².
constexpr Square cosh_sums = [] {
  Square sums{};
  double quarters = 1;
  for (std::size_t i = 0; i < terms; ++i, quarters /= 4) {
    for (std::size_t j = 0; i + j < terms; ++j)
      sums[i + j][j] = midpoint[j] * quarters / factorial(2 * i + 1);
  }
  return sums;
}();

/// Σ over distances d of (places − d) sinh(g d) = (sinh x − places sinh g) / (4 sinh²(g/2)), over x places²,
/// likewise: but for the second summand.
constexpr Square sinh_sums = [] {
  Square sums{};
  for (std::size_t i = 0; i < terms; ++i) {
    for (std::size_t j = 0; i + j < terms; ++j) sums[i + j][j] = midpoint_squared[j] / factorial(2 * i + 3);
  }
  return sums;
}();

using Fill = void (*)(const CellShape&, const Frequencies&, double, double, std::size_t, std::size_t,
                      BusyCells&);
Fill fill_for(InstructionSet set) { POOLSIZE_RETURN_FOR(set, fill) }

}  // namespace

CellShape::CellShape(double places_) : places(places_) {
  if (places == 1) {
    even_0[0] = 1;
    return;
  }
  std::array<double, terms + 1> lattice{1};
  for (std::size_t i = 1; i < lattice.size(); ++i) lattice[i] = lattice[i - 1] / (places * places);
  // Σ u^2k over (2k)! places^(2k+1)
  std::array<double, terms> moments{};
  for (std::size_t k = 0; k < terms; ++k) {
    for (std::size_t j = 0; j <= k; ++j) {
      moments[k] += cosh_sums[k][j] * lattice[j];
      risen[k] += sinh_sums[k][j] * (lattice[j] - lattice[k + 1]);
    }
  }
  even_0 = moments;
  const auto of = [&](std::size_t k, std::size_t power, double over) {
    return moments[k + power / 2] * (factorial(2 * k + power) / over);
  };
  for (std::size_t k = 0; k < even_2.size(); ++k) even_2[k] = of(k, 2, factorial(2 * k));
  for (std::size_t k = 0; k < even_4.size(); ++k) even_4[k] = of(k, 4, factorial(2 * k));
  for (std::size_t k = 0; k < even_6.size(); ++k) even_6[k] = of(k, 6, factorial(2 * k));
  for (std::size_t k = 0; k < odd_3.size(); ++k) odd_3[k] = of(k, 4, factorial(2 * k + 1));
  for (std::size_t k = 0; k < odd_5.size(); ++k) odd_5[k] = of(k, 6, factorial(2 * k + 1));
  // The curvature counts in second order, Σ (places − d) d² ((places − d)² − 1) sinh(g d) κ²/24, the skewness
  // in first order, Σ (places − d) d (d² + (places − d)² − 1) cosh(g d) τ/24.
  const double whole = 1 - 7 * lattice[1] + 14 * lattice[2] - 8 * lattice[3];
  const double next = 1 - 12 * lattice[1] + lattice[2] * 231 / 5 - 64 * lattice[3] + lattice[4] * 144 / 5;
  risen_curved = {whole / 3360, next / 72576, next / 3801600};
  risen_skewed = {(1.0 / 10 - lattice[1] / 3 + lattice[2] * 7 / 30) / 24,
                  (13.0 / 420 - lattice[1] * 2 / 15 + lattice[2] * 11 / 60 - lattice[3] * 17 / 210) / 48,
                  1.0 / 36288};
}

void busy_cells(const CellShape& shape, const Frequencies& frequencies, double low, double step,
                std::size_t from, std::size_t count, BusyCells& cells) {
  static const Fill fill = fill_for(widest_instruction_set());
  fill(shape, frequencies, low, step, from, count, cells);
}

}  // namespace poolsize

#endif
