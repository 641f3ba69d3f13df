// What the sums over the places of a cell are made of: see busy_cells.cpp.
#pragma once

#include <array>

namespace poolsize {

/// What all cells of as many places have in common: what κ, τ, ω and their products are multiplied with, by
/// powers of x². Sums over the places of powers of the distance from the middle, over factorials.
struct CellShape {
  explicit CellShape(double places);

  double places;
  std::array<double, 7> even_0{};  ///< of cosh(g u)
  std::array<double, 5> even_2{};  ///< of it times the second power of u, and so on
  std::array<double, 3> even_4{};
  std::array<double, 2> even_6{};
  std::array<double, 2> odd_3{};  ///< of sinh(g u) / x times the third
  std::array<double, 2> odd_5{};
  std::array<double, 7> risen{};  ///< of pairs of places
  std::array<double, 3> risen_curved{};
  std::array<double, 3> risen_skewed{};
};

}  // namespace poolsize
