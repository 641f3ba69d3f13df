// Sums over cells of neighbouring numbers of busy connections, each from one exponential: what the chain of
// churn.cpp needs of a stretch, whose places need not be gone through. A cell need not hold a whole number of
// places: its sums are those functions of its two ends that give the right sum wherever both are whole.
#pragma once

#include "cell_shape.hpp"

#include <array>
#include <cstddef>

namespace poolsize {

/// P(b) against P(anchor − 1/2), and how it changes there: ln P falls by `slope` per place.
struct Frequencies {
  double anchor = 0;
  double slope = 0;
};

constexpr std::size_t most_cells = 512;

/// Of each cell: the sums of 1/P(b) and P(b), and the sum over b of P(b) · (1/P(first) + … + 1/P(b − 1)).
struct BusyCells {
  alignas(64) std::array<double, most_cells + 7> rarity;
  alignas(64) std::array<double, most_cells + 7> probability;
  alignas(64) std::array<double, most_cells + 7> risen;
};

/// Fills in `count` cells from `from` on, and up to seven more to make a multiple of eight, the first with
/// its lower end at `low` and each `step` above the one before. The places of a cell from v to w are those
/// from v to w − 1. Requires: low > 0, from + count ≤ most_cells.
void busy_cells(const CellShape&, const Frequencies&, double low, double step, std::size_t from,
                std::size_t count, BusyCells&);

}  // namespace poolsize
