// Draws from a measured distribution in the same time however many samples or bins it has.
#pragma once

#include <poolsize/distribution.hpp>

#include <span>
#include <vector>

namespace poolsize {

/// A. J. Walker, An efficient method for generating discrete random variables with general distributions, ACM
/// Transactions on Mathematical Software 3, 1977; the table is built as by M. D. Vose, IEEE Transactions on
/// Software Engineering 17, 1991. What is left of the uniform after the choice of the column and the side
/// places the value between its two knots.
class AliasTable {
 public:
  explicit AliasTable(const Empirical&);

  /// From uniforms to values, in place.
  void draw(std::span<double> u) const;

 private:
  /// Linear within its share of the probability.
  struct Piece {
    double low = 0;
    double slope = 0;
  };
  struct Column {
    double cut = 1;
    Piece own;    ///< from 0 to the cut
    Piece other;  ///< from the cut on
  };
  std::vector<Column> columns_;
};

}  // namespace poolsize
