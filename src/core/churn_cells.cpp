// What churn.cpp sums up over windows that end at each place in turn is a smooth function of where the window
// ends, on the scale of the standard deviation σ of how many are busy or finer. So it is known well enough at
// some steps, and a window from one step to another is made of the cells between: exactly, as of places.
// Windows shorter than a step are one cell each. Those longer than the range of their ends have cells as fine
// as the steps at both ends alone, and in the gap between some that are in all windows.
#include "churn_cells.hpp"

#include "busy_cells.hpp"
#include "poisson.hpp"
#include "stepped_sum.hpp"
#include "stretch.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace poolsize {
namespace {

// The limits below are chosen by errors: below 1e-6 in all pools of tests/core/churn_cells_test.cpp.

/// Where fewer busy count, or less than this share of the load or the capacity, the series of busy_cells.cpp
/// are too short.
constexpr double least_busy = 10;
constexpr double least_share = 0.3;

// In σ.
constexpr double widest_cell = 0.3;
constexpr double widest_in_gap = 0.5;  ///< of a cell in the middle of all windows
constexpr double short_window = 0.25;
constexpr double widest_step_of_short_windows = 0.4;
/// Over a window that is one cell its frequency may change by the exponential of this.
constexpr double steepest_cell = 1.2;
/// And from one step to the next, and where the sum ends.
constexpr double steepest_step = 1.5;
constexpr double steepest_step_at_end = 0.55;
/// 1/W has poles where both ends of a window are equally rare but of opposite sign: π over how fast their
/// ratio changes away from where they are equally rare. A step is at most this share of that.
constexpr double step_to_pole = 1.06 / std::numbers::pi;
/// And where the sum ends.
constexpr double step_to_pole_at_end = 1.0 / 6;

struct Steps {
  std::array<double, most_cells> opened;
  std::array<double, most_cells> idle;
};

/// P(b) relative to that at the load, or at a capacity below it.
Frequencies frequencies(const ChurnPool& pool) {
  if (pool.capacity >= pool.load) return {pool.load, 0};
  return {pool.capacity, std::log(pool.capacity / pool.load)};
}

/// P(v − 1/2), relative likewise.
double likely(const ChurnPool& pool, double v) {
  const Frequencies relative = frequencies(pool);
  return std::exp(1 / (24 * v) - rise(v, relative.anchor) - relative.slope * (v - relative.anchor));
}

double odds_below_last(const ChurnPool& pool) {
  return poisson_odds(static_cast<Count>(pool.capacity) - 1, pool.load);
}

/// The sum of P over all places, relative likewise.
double all_likely(const ChurnPool& pool) {
  constexpr double all = 8;  // σ above the load nothing is left
  if (pool.capacity > pool.at(all)) return std::sqrt(2 * std::numbers::pi * pool.load);
  return likely(pool, pool.capacity - 0.5) * (1 + odds_below_last(pool));
}

bool is_too_low(const ChurnPool& pool, double busy) {
  return busy < std::max(least_busy, least_share * std::min(pool.load, pool.capacity));
}

/// The sum over window ends that count, of what is known at steps so wide.
SteppedSum sum_over(const WindowEnds& ends, double step, double step_at_end) {
  const double distance = ends.top - ends.low;
  step = std::max(step, 1.0);
  return ends.is_cut ? SteppedSum(distance, step, step_at_end) : SteppedSum(distance, step);
}

std::optional<ChurnMeans> short_windows(const ChurnPool& pool, const WindowEnds& ends) {
  const double sigma = std::sqrt(pool.load);
  const double steep = steepness(pool);
  const SteppedSum sum = sum_over(ends, std::min(widest_step_of_short_windows * sigma, steepest_step / steep),
                                  std::min(widest_cell * sigma, steepest_step_at_end / steep));
  const double low = ends.top - sum.before_end() - pool.window;
  const std::size_t wide = sum.wide_steps();
  const std::size_t narrow = sum.narrow_steps() + 1;
  if (wide + narrow > most_cells || is_too_low(pool, low)) return std::nullopt;
  BusyCells cells;
  const CellShape shape(pool.window);
  const Frequencies relative = frequencies(pool);
  busy_cells(shape, relative, low, sum.step(), 0, wide, cells);
  busy_cells(shape, relative, ends.top - sum.past_end() - pool.window, sum.narrow_step(), wide, narrow,
             cells);
  Steps steps;
  for (std::size_t i = 0; i < wide + narrow; ++i) {
    steps.opened[i] = 1 / cells.rarity[i];
    steps.idle[i] = cells.risen[i] * steps.opened[i];
  }
  const double all = all_likely(pool);
  return ChurnMeans{.idle = sum(steps.idle.data()) / all, .opened = sum(steps.opened.data()) / all};
}

Stretch stretch(const BusyCells& cells, std::size_t i) {
  return {cells.rarity[i], cells.probability[i], cells.risen[i]};
}

struct Windows {
  std::size_t block;  ///< of as many cells
  std::size_t count;  ///< of cells after the first block
  std::size_t last;   ///< the window that counts as the last
  bool is_peaks;      ///< as of long_windows
};

/// A window is the end of one block, what is `between` two, and the beginning of the next: see
/// means_by_places in churn.cpp. Returns P(busy) below the end of the last window.
double go_through_windows(const BusyCells& cells, const Windows& windows, const Stretch& between,
                          Steps& steps) {
  std::array<Stretch, most_cells> block_ends;
  double below = 0;  // the beginning of the next block
  double all = 0;
  for (std::size_t start = 0; start < windows.count; start += windows.block) {
    Stretch end = between;
    for (std::size_t i = windows.block; i-- > 0;) {
      block_ends[i] = end;
      end = join(stretch(cells, start + i), end);
    }
    below += end.probability;
    Stretch beginning{};
    const std::size_t size = std::min(windows.block, windows.count - start);
    for (std::size_t i = 0; i <= size; ++i) {
      const Stretch window = i == 0 ? end : join(block_ends[i - 1], beginning);
      const double opened = 1 / window.rarity;
      const double idle = window.risen * opened;
      const double reached = below + beginning.probability;
      steps.opened[start + i] = opened;
      steps.idle[start + i] = windows.is_peaks ? reached - idle : idle;
      if (start + i == windows.last) all = reached;
      if (i < size) beginning = join(beginning, stretch(cells, start + windows.block + i));
    }
  }
  return all;
}

/// One cell for each step of the sum, in places that begin at `low`. Returns how many.
std::size_t fill_block(const SteppedSum& sum, const Frequencies& relative, double low, std::size_t from,
                       BusyCells& cells) {
  const std::size_t wide = sum.wide_steps();
  const std::size_t narrow = sum.narrow_steps();
  busy_cells(CellShape(sum.step()), relative, low, sum.step(), from, wide, cells);
  if (narrow > 0) {
    const double low_of_narrow = low + static_cast<double>(wide) * sum.step();
    busy_cells(CellShape(sum.narrow_step()), relative, low_of_narrow, sum.narrow_step(), from + wide, narrow,
               cells);
  }
  return wide + narrow;
}

/// Cells as wide as will do. Nothing where they are too many.
std::optional<Stretch> fill_gap(const ChurnPool& pool, double low, double places, BusyCells& cells) {
  const auto count = static_cast<std::size_t>(std::ceil(places / (widest_in_gap * std::sqrt(pool.load))));
  if (count > most_cells) return std::nullopt;
  const double wide = places / static_cast<double>(count);
  busy_cells(CellShape(wide), frequencies(pool), low, wide, 0, count, cells);
  Stretch gap{};
  for (std::size_t i = 0; i < count; ++i) gap = join(gap, stretch(cells, i));
  return gap;
}

struct StepSizes {
  double wide;
  double at_end;
};

/// With `is_peaks`, what is summed up is P(open ≤ k) in place of P(busy ≤ k < open), and ends where it is 1.
std::optional<ChurnMeans> long_windows(const ChurnPool& pool, const WindowEnds& ends, StepSizes sizes) {
  SteppedSum sum = sum_over(ends, sizes.wide, sizes.at_end);
  const double places_of_gap = pool.window - sum.before_end() - sum.past_end();
  std::size_t block = 0;
  if (places_of_gap <= 0) {
    // Windows are shorter than the range of their ends. All steps are alike, so that each window begins where
    // another one ends.
    const double step = std::max(1.0, ends.is_cut ? std::min(sizes.wide, sizes.at_end) : sizes.wide);
    block = static_cast<std::size_t>(std::ceil(pool.window / step));
    const double fitting = pool.window / static_cast<double>(block);
    sum = sum_over(ends, fitting, fitting);
  }
  const std::size_t count = sum.wide_steps() + sum.narrow_steps();
  const double first_end = ends.top - sum.before_end();
  const double low = first_end - pool.window;
  if (std::max(block, count) + count > most_cells || is_too_low(pool, low)) return std::nullopt;
  const Frequencies relative = frequencies(pool);
  BusyCells cells;
  Stretch between{};
  if (places_of_gap <= 0) {
    busy_cells(CellShape(sum.step()), relative, low, sum.step(), 0, block + count, cells);
  } else {
    const auto gap = fill_gap(pool, first_end - places_of_gap, places_of_gap, cells);
    if (!gap) return std::nullopt;
    between = *gap;
    block = fill_block(sum, relative, low, 0, cells);
    fill_block(sum, relative, first_end, block, cells);
  }

  Steps steps;
  const double all = go_through_windows(cells, {block, count, sum.last(), ends.is_peaks}, between, steps);
  double idle = sum(steps.idle.data());
  if (ends.is_peaks) {
    // The sum of P(busy ≤ k), in closed form.
    idle = (ends.top - pool.load) * all + pool.load * likely(pool, ends.top - 0.5) - idle;
  }
  return ChurnMeans{.idle = idle / all, .opened = sum(steps.opened.data()) / all};
}

/// `even`: evenly_rare_end.
StepSizes steps_of_long_windows(const ChurnPool& pool, double even) {
  const double widest = widest_cell * std::sqrt(pool.load);
  if (pool.capacity <= pool.load) {
    const double rate = std::max(steepness(pool), std::log(pool.load / (pool.capacity - pool.window)));
    return {std::min(widest, steepest_step / rate), steepest_step_at_end / rate};
  }
  const double ratio = std::log(even / (even - pool.window));
  const double pole = std::numbers::pi / ratio;
  const double wide = std::min(widest, step_to_pole * pole);
  const double before = even - pool.capacity;
  const double rate =
      before > 0 ? std::log(pool.load / (pool.capacity - pool.window)) : std::log(pool.capacity / pool.load);
  // Of the 13th derivative of 1/W, the first that is not told by differences, the part that falls at `rate`
  // counts the less, the farther past its peak 1/W is cut, and the pole's the more, the less is left of it.
  const double past = before > 0 ? 0 : rise(pool.capacity, pool.load) - rise(even, pool.load);
  const double larger = std::max(0.0, before) * ratio / 2;
  return {wide, std::min(steepest_step_at_end / rate * std::exp(past / 13),
                         step_to_pole_at_end * std::hypot(before, pole) * std::exp(-larger / 13))};
}

}  // namespace

std::optional<ChurnMeans> churn_by_cells(const ChurnPool& pool, double even, const WindowEnds& ends) {
  if (pool.length() <= short_window && pool.window * steepness(pool) <= steepest_cell)
    return short_windows(pool, ends);
  return long_windows(pool, ends, steps_of_long_windows(pool, even));
}

}  // namespace poolsize
