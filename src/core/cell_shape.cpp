#include "cell_shape.hpp"

#include <array>
#include <cstddef>
#include <utility>

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

/// For each power of x², what it has of each power of 1/places².
using Table = std::array<std::array<double, terms + 1>, terms>;

constexpr double factorial(std::size_t n) { return n < 2 ? 1 : static_cast<double>(n) * factorial(n - 1); }

/// Σ cosh(g u) = sinh(x / 2) / sinh(g / 2), over `places`.
constexpr Table cosh_sums = [] {
  Table sums{};
  double quarters = 1;
  for (std::size_t i = 0; i < terms; ++i, quarters /= 4) {
    for (std::size_t j = 0; i + j < terms; ++j)
      sums[i + j][j] = midpoint[j] * quarters / factorial(2 * i + 1);
  }
  return sums;
}();

/// Σ over distances d of (places − d) sinh(g d) = (sinh x − places sinh g) / (4 sinh²(g/2)), over x places².
constexpr Table sinh_sums = [] {
  Table sums{};
  for (std::size_t i = 0; i < terms; ++i) {
    for (std::size_t j = 0; i + j < terms; ++j) sums[i + j][j] = midpoint_squared[j] / factorial(2 * i + 3);
  }
  // The second summand makes them 0 for one place.
  for (std::size_t k = 0; k < terms; ++k) {
    for (std::size_t j = 0; j <= k; ++j) sums[k][k + 1] -= sums[k][j];
  }
  return sums;
}();

/// The first `size` of these, for this 1/places².
template <std::size_t size, std::size_t j = 0>
double sum_of(const std::array<double, terms + 1>& by_power, double lattice) {
  if constexpr (j + 1 == size)
    return by_power[j];
  else
    return by_power[j] + lattice * sum_of<size, j + 1>(by_power, lattice);
}

/// What Σ u^power cosh(g u) / over has of x²ᵏ, against what Σ cosh(g u) has of x^(2k + power). Of an odd
/// power, sinh(g u) / x in place of the cosine.
template <std::size_t size, std::size_t power, std::size_t over>
constexpr std::array<double, size> scales = [] {
  constexpr std::size_t odd = power % 2;
  std::array<double, size> all{};
  for (std::size_t k = 0; k < size; ++k)
    all[k] = factorial(2 * k + power + odd) / factorial(2 * k + odd) / static_cast<double>(over);
  return all;
}();

}  // namespace

CellShape::CellShape(double places_) : places(places_) {
  if (places == 1) {
    even_0[0] = 1;
    return;
  }
  const double lattice = 1 / (places * places);
  [&]<std::size_t... k>(std::index_sequence<k...>) {
    even_0 = {sum_of<k + 1>(cosh_sums[k], lattice)...};  // Σ u^2k over (2k)! places^(2k + 1)
    risen = {sum_of<k + 2>(sinh_sums[k], lattice)...};
  }
  (std::make_index_sequence<terms>());
  const auto scale = [&](auto& to, const auto& by, std::size_t from) {
    for (std::size_t k = 0; k < to.size(); ++k) to[k] = even_0[k + from] * by[k];
  };
  scale(even_2, scales<5, 2, 2>, 1);
  scale(even_4, scales<3, 4, 8>, 2);
  scale(even_6, scales<2, 6, 48>, 3);
  scale(odd_3, scales<2, 3, 6>, 2);
  scale(odd_5, scales<2, 5, 12>, 3);
  // The curvature counts in second order, Σ (places − d) d² ((places − d)² − 1) sinh(g d) κ²/24, the skewness
  // in first order, Σ (places − d) d (d² + (places − d)² − 1) cosh(g d) τ/24.
  const auto sum = [&](double over, std::array<double, 5> c) {
    return over * (c[0] + lattice * (c[1] + lattice * (c[2] + lattice * (c[3] + lattice * c[4]))));
  };
  constexpr std::array next{1.0, -12.0, 231.0 / 5, -64.0, 144.0 / 5};
  risen_curved = {sum(1.0 / 3360, {1, -7, 14, -8}), sum(1.0 / 72576, next), sum(1.0 / 3801600, next)};
  risen_skewed = {sum(1.0 / 24, {1.0 / 10, -1.0 / 3, 7.0 / 30}),
                  sum(1.0 / 48, {13.0 / 420, -2.0 / 15, 11.0 / 60, -17.0 / 210}), 1.0 / 36288};
}

}  // namespace poolsize
