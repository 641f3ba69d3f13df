#include "core/busy_cells.hpp"

#include "../reference/table.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

using namespace poolsize;
using reference::agrees;

TEST_CASE("a cell's sums agree with those over its places") {
  static BusyCells cells;
  for (const double load : {250.0, 1e4, 1e6}) {
    const double sigma = std::sqrt(load);
    for (const double wide : {0.05, 0.1, 0.2, 0.3}) {
      for (const double away : {-3.0, 0.0, 3.0, 5.0, 10.0}) {
        if (away * wide > 1.6) continue;  // too steep for its series
        CAPTURE(load);
        CAPTURE(wide);
        CAPTURE(away);
        const double places = std::max(2.0, std::round(wide * sigma));
        const double low = std::round(load + away * sigma);
        busy_cells(CellShape(places), {load, 0}, low, places, 0, 1, cells);
        double rarity = 0;
        double probability = 0;
        double risen = 0;
        for (int i = 0; i < static_cast<int>(places); ++i) {
          const double b = low + i;
          const double p = std::exp(b * std::log(load) - load - std::lgamma(b + 1)) *
                           std::sqrt(2 * std::numbers::pi * load);
          risen += p * rarity;
          rarity += 1 / p;
          probability += p;
        }
        // Of b ln(load) and its like at 10^6 a double keeps no more.
        CHECK(agrees(cells.rarity[0], rarity, 2e-8));
        CHECK(agrees(cells.probability[0], probability, 2e-8));
        CHECK(agrees(cells.risen[0], risen, 2e-7));
      }
    }
  }
}

TEST_CASE("cells of any size add up") {
  static BusyCells whole;
  static BusyCells parts;
  for (const double low : {880.0, 970.0, 1003.3}) {
    busy_cells(CellShape(7.3), {1000, 0}, low, 7.3, 0, 1, whole);
    busy_cells(CellShape(7.3 / 2), {1000, 0}, low, 7.3 / 2, 0, 2, parts);
    CHECK(agrees(parts.rarity[0] + parts.rarity[1], whole.rarity[0], 1e-9));
    CHECK(agrees(parts.probability[0] + parts.probability[1], whole.probability[0], 1e-9));
    CHECK(agrees(parts.risen[0] + parts.risen[1] + parts.rarity[0] * parts.probability[1], whole.risen[0],
                 1e-8));
  }
}

TEST_CASE("what a frequency is measured against makes no difference but a factor") {
  static BusyCells here;
  static BusyCells there;
  busy_cells(CellShape(20), {1e4, 0}, 9500, 20, 0, 1, here);
  busy_cells(CellShape(20), {9500, std::log(0.95)}, 9500, 20, 0, 1, there);
  CHECK(agrees(here.rarity[0] * here.probability[0], there.rarity[0] * there.probability[0], 3e-11));
  CHECK(agrees(here.risen[0], there.risen[0], 3e-11));
}
