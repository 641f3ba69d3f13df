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

/// c[first] + c[first + 2] x + … of the first `terms`.
template <std::size_t first, std::size_t terms, class D, class V>
HWY_INLINE V every_other(D d, V x, const double* c) {
  constexpr std::size_t last = first + (terms - 1 - first) / 2 * 2;
  V sum = hn::Set(d, c[last]);
  for (std::size_t i = last; i > first; i -= 2) sum = hn::Add(hn::Mul(sum, x), hn::Set(d, c[i - 2]));
  return sum;
}

/// c[0] + c[1] x + c[2] x² + … of the first `terms`, in two halves that need not wait for each other.
template <std::size_t terms, class D, class V, std::size_t n>
HWY_INLINE V series(D d, V x, const std::array<double, n>& c) {
  static_assert(terms <= n);
  if constexpr (terms == 1) {
    return hn::Set(d, c[0]);
  } else {
    const V square = hn::Mul(x, x);
    return hn::Add(every_other<0, terms>(d, square, c.data()),
                   hn::Mul(x, every_other<1, terms>(d, square, c.data())));
  }
}

/// 1/3, 1/5, …: of artanh.
constexpr std::array artanh_terms{1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17};

template <class V>
struct Exponentials {
  V of_x;
  V of_minus_x;
};

/// e^x and e^−x within relative 1e-11. Requires: |x| ≤ 700.
template <class D, class V>
HWY_INLINE Exponentials<V> exponentials(D d, V x) {
  const hn::Rebind<std::uint64_t, D> bits;
  const auto set = [d](double value) { return hn::Set(d, value); };
  // Adding 1.5 · 2^52 leaves the nearest integer in the low bits.
  const V magic = set(0x1.8p52);
  const V shifted = hn::Add(hn::Mul(x, set(std::numbers::log2e)), magic);
  const V k = hn::Sub(shifted, magic);
  const V r = hn::Sub(hn::Sub(x, hn::Mul(k, set(ln2_high))), hn::Mul(k, set(ln2_low)));
  const V r2 = hn::Mul(r, r);
  const V even = horner(d, r2, set(1.0 / 40320), 1.0 / 720, 1.0 / 24, 1.0 / 2, 1.0);
  const V odd = hn::Mul(r, horner(d, r2, set(1.0 / 362880), 1.0 / 5040, 1.0 / 120, 1.0 / 6, 1.0));
  const auto power = hn::ShiftLeft<52>(hn::BitCast(bits, shifted));
  return {hn::BitCast(d, hn::Add(hn::BitCast(bits, hn::Add(even, odd)), power)),
          hn::BitCast(d, hn::Sub(hn::BitCast(bits, hn::Sub(even, odd)), power))};
}

/// Of the middle of each cell: x, and 1/v.
struct Middles {
  alignas(64) std::array<double, most_cells + 7> x;
  alignas(64) std::array<double, most_cells + 7> per_v;
};

/// The middles, and P and 1/P there in the place of their sums. `is_near`: v differs from the anchor by a
/// tenth of their sum at most.
template <bool is_near>
void fill_middles(const CellShape& shape, const Frequencies& frequencies, double low, double step,
                  std::size_t from, std::size_t count, Middles& middles, BusyCells& cells) {
  const hn::ScalableTag<double> d;
  const auto set = [d](double x) { return hn::Set(d, x); };
  const auto anchor = set(frequencies.anchor);
  const auto slope = set(frequencies.slope);
  const auto h = set(shape.places);
  constexpr std::size_t terms = is_near ? 4 : artanh_terms.size();
  auto index = hn::Iota(d, 0);
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto v = hn::Add(set(low + shape.places / 2), hn::Mul(index, set(step)));
    index = hn::Add(index, set(static_cast<double>(hn::Lanes(d))));
    // ln(v / anchor) = 2 artanh(s), and its integral from the anchor to v.
    const auto beyond = hn::Sub(v, anchor);
    const auto both = hn::Add(v, anchor);
    const auto inverse = hn::Div(set(1), hn::Mul(v, both));
    const auto per_v = hn::Mul(inverse, both);
    const auto per_v2 = hn::Mul(per_v, per_v);
    const auto s = hn::Mul(beyond, hn::Mul(inverse, v));
    const auto s2 = hn::Mul(s, s);
    const auto s3 = hn::Mul(hn::Mul(s, s2), series<terms>(d, s2, artanh_terms));
    // Stirling's series about v: ln Γ(v + 1/2) = v ln v − v + ln(2π)/2 − 1/(24 v) + 7/(2880 v³) − …
    const auto g = hn::Add(hn::Add(slope, hn::Mul(set(2), hn::Add(s, s3))), hn::Mul(per_v2, set(1.0 / 24)));
    const auto down = hn::Add(hn::Mul(beyond, hn::Add(slope, s)), hn::Mul(hn::Mul(set(2), v), s3));
    const auto stirling = hn::Mul(per_v, hn::Sub(set(1.0 / 24), hn::Mul(per_v2, set(7.0 / 2880))));
    const auto [likely, rare] = exponentials(d, hn::Sub(stirling, down));
    hn::Store(hn::Mul(g, h), d, middles.x.data() + i);
    hn::Store(per_v, d, middles.per_v.data() + i);
    hn::StoreU(likely, d, cells.probability.data() + from + i);
    hn::StoreU(rare, d, cells.rarity.data() + from + i);
  }
}

/// The sums, from there on. `is_narrow`: h²/v is at most 0.02 and |x| at most 2, where more terms are below
/// 1e-8. The two go through the cells one after the other, since either is a chain of steps that wait for
/// each other, and a processor sees only so far ahead for another cell to begin with.
template <bool is_narrow>
void fill_sums(const CellShape& shape, const Middles& middles, std::size_t from, std::size_t count,
               BusyCells& cells) {
  const hn::ScalableTag<double> d;
  const auto set = [d](double x) { return hn::Set(d, x); };
  const auto h = set(shape.places);
  const auto h2 = hn::Mul(h, h);
  constexpr auto terms = [](std::size_t all, std::size_t narrow) { return is_narrow ? narrow : all; };
  for (std::size_t i = 0; i < count; i += hn::Lanes(d)) {
    const auto x = hn::Load(d, middles.x.data() + i);
    const auto per_v = hn::Load(d, middles.per_v.data() + i);
    const auto x2 = hn::Mul(x, x);
    const auto curved =
        hn::Mul(hn::Mul(h2, per_v), hn::Sub(set(1), hn::Mul(hn::Mul(per_v, per_v), set(1.0 / 12))));
    const auto curved2 = hn::Mul(curved, curved);
    const auto skewed = hn::Mul(curved, hn::Mul(h, per_v));
    const auto fourth = hn::Mul(curved2, series<terms(3, 2)>(d, x2, shape.even_4));
    // Σ 1/P and Σ P differ in the sign of all of g to ω: of this sum, and of that one the difference.
    const auto same =
        hn::Add(series<terms(7, 6)>(d, x2, shape.even_0),
                hn::Sub(fourth, hn::Mul(hn::Mul(skewed, x), series<terms(2, 1)>(d, x2, shape.odd_3))));
    auto other = hn::Mul(curved, series<terms(5, 4)>(d, x2, shape.even_2));
    if constexpr (!is_narrow) {
      const auto cubes = hn::Mul(curved2, series<2>(d, x2, shape.even_6));
      const auto mixed = hn::Mul(hn::Mul(skewed, x), series<2>(d, x2, shape.odd_5));
      other = hn::Add(other, hn::Add(hn::Mul(curved, hn::Sub(cubes, mixed)),
                                     hn::Mul(fourth, hn::Mul(set(2.0 / 3), per_v))));
    }
    const auto rarity = hn::Add(same, other);
    const auto probability = hn::Sub(same, other);
    // Over pairs of places: half of all, and half of what those the right way round are more.
    const auto more =
        hn::Sub(hn::Mul(x, hn::Add(series<terms(7, 6)>(d, x2, shape.risen),
                                   hn::Mul(curved2, series<terms(3, 1)>(d, x2, shape.risen_curved)))),
                hn::Mul(skewed, series<terms(3, 1)>(d, x2, shape.risen_skewed)));
    const auto half_of_all = hn::Mul(set(0.5), hn::Mul(rarity, probability));
    const auto risen = hn::Sub(hn::Mul(h2, hn::Sub(half_of_all, more)), hn::Mul(h, set(0.5)));
    const auto rare = hn::LoadU(d, cells.rarity.data() + from + i);
    const auto likely = hn::LoadU(d, cells.probability.data() + from + i);
    hn::StoreU(hn::Mul(hn::Mul(h, rarity), rare), d, cells.rarity.data() + from + i);
    hn::StoreU(hn::Mul(hn::Mul(h, probability), likely), d, cells.probability.data() + from + i);
    hn::StoreU(risen, d, cells.risen.data() + from + i);
  }
}

void fill_cells(const CellShape& shape, const Frequencies& frequencies, double low, double step,
                std::size_t from, std::size_t count, BusyCells& cells) {
  const double lowest = low + shape.places / 2;
  const double highest = lowest + step * static_cast<double>(count);
  const auto away = [&](double v) { return std::abs((v - frequencies.anchor) / (v + frequencies.anchor)); };
  const double s = std::max(away(lowest), away(highest));
  const double x = shape.places * (2 * s / (1 - s * s) + std::abs(frequencies.slope));
  const bool is_near = s < 0.1;
  const bool is_narrow = x < 2 && shape.places * shape.places < 0.02 * lowest;
  Middles middles;
  (is_near ? fill_middles<true> : fill_middles<false>)(shape, frequencies, low, step, from, count, middles,
                                                       cells);
  (is_narrow ? fill_sums<true> : fill_sums<false>)(shape, middles, from, count, cells);
}

}  // namespace

constexpr auto fill = fill_cells;

}  // namespace poolsize::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace poolsize {
namespace {

using Fill = void (*)(const CellShape&, const Frequencies&, double, double, std::size_t, std::size_t,
                      BusyCells&);
Fill fill_for(InstructionSet set) { POOLSIZE_RETURN_FOR(set, fill) }

}  // namespace

void busy_cells(const CellShape& shape, const Frequencies& frequencies, double low, double step,
                std::size_t from, std::size_t count, BusyCells& cells) {
  static const Fill fill = fill_for(widest_instruction_set());
  fill(shape, frequencies, low, step, from, count, cells);
}

}  // namespace poolsize

#endif
