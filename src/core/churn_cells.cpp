// What churn.cpp sums up over windows that end at each place in turn is a smooth function of where the window
// ends, on the scale of the standard deviation σ of how many are busy or finer. So it is known well enough at
// some steps, and a window from one step to another is made of the cells between: exactly, as of places.
// Windows shorter than a step are one cell each. Those far longer have cells as fine as the steps at both
// ends alone.
#include "churn_cells.hpp"

#include "busy_cells.hpp"
#include "churn_pool.hpp"
#include "poisson.hpp"
#include "stepped_sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace poolsize {
namespace {

// The limits below are chosen by errors: below 1e-6 in all pools of tests/core/churn_cells_test.cpp.

/// Where frequencies are down to exp(−half of this) of the greatest that count, sums begin and end.
constexpr double left_out = 33;
/// Of windows whose rarer end is rarer than exp(−this), less than 1e-10 of the requests open one.
constexpr double never = 24;
/// Windows that hardly ever open any but begin among so few places, and end where the chain still goes to
/// (`left_out_of_many` in churn.cpp), are a matter for the chain: churn_of_peaks adds such places up too.
constexpr double few_below = 65;
constexpr double rarest_of_chain = 78;
/// With a smaller load, or where fewer busy count, or less than this share of the load or the capacity, the
/// series of busy_cells.cpp are too short. The chain is short there too.
constexpr double least_load = 30;
constexpr double least_busy = 10;
constexpr double least_share = 0.3;

// In σ.
constexpr double widest_cell = 0.3;
constexpr double short_window = 0.25;
constexpr double widest_step = 0.4;
constexpr double widest_step_at_end = 0.3;
/// Over a window that is one cell its frequency may change by the exponential of this.
constexpr double steepest_cell = 1.2;
/// And from one step to the next, where the sum ends.
constexpr double steepest_step = 0.55;
/// 1/W has poles where both ends of a window are equally rare but of opposite sign: π over how fast their
/// ratio changes away from where they are equally rare. A step is at most this share of that.
constexpr double step_to_pole = 1.06 / std::numbers::pi;
/// As many steps, where the sum ends.
constexpr double pole_from_end = 6;

/// Where windows end that count: at least `low`, at most `top`. `is_cut`: at the capacity.
struct Ends {
  double low;
  double top;
  bool is_cut;
};

struct Steps {
  std::array<double, most_cells> opened;
  std::array<double, most_cells> idle;
};

/// P(b) relative to that at the load, or at a capacity below it.
Frequencies frequencies(const ChurnPool& pool) {
  if (pool.capacity >= pool.load) return {pool.load, 0};
  return {pool.capacity, std::log(pool.capacity / pool.load)};
}

/// How fast P rises towards a capacity below the load.
double steepness(const ChurnPool& pool) { return std::max(0.0, -frequencies(pool).slope); }

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

std::optional<ChurnMeans> short_windows(const ChurnPool& pool, const Ends& ends) {
  const double sigma = std::sqrt(pool.load);
  double step = widest_step * sigma;
  if (ends.is_cut) step = std::min(widest_step_at_end * sigma, steepest_step / steepness(pool));
  step = std::max(step, 1.0);
  const bool stops = ends.is_cut && step > 1;
  const auto last = static_cast<std::size_t>(std::ceil((ends.top - ends.low) / step)) + SteppedSum::beyond;
  const std::size_t count = last + 1 + (stops ? SteppedSum::beyond : 0);
  const double low = ends.top - static_cast<double>(last) * step - pool.window;
  if (count > most_cells || is_too_low(pool, low)) return std::nullopt;
  BusyCells cells;
  busy_cells(CellShape(pool.window), frequencies(pool), low, step, 0, count, cells);
  Steps steps;
  for (std::size_t i = 0; i < count; ++i) {
    steps.opened[i] = 1 / cells.rarity[i];
    steps.idle[i] = cells.risen[i] * steps.opened[i];
  }
  const SteppedSum sum(step, last, stops);
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

/// A window is the end of one block, what is `between` two, and the beginning of the next: see `means` in
/// churn.cpp. Returns P(busy) below the end of the last window.
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

/// `is_peaks`: where windows begin to count, all that were ever opened are still open. What is summed up then
/// is P(open ≤ k) in place of P(busy ≤ k < open), and ends where it is 1.
std::optional<ChurnMeans> long_windows(const ChurnPool& pool, const Ends& ends, bool is_peaks, double step) {
  const std::size_t beyond = ends.is_cut || is_peaks ? SteppedSum::beyond : 0;
  step = std::max(step, 1.0);
  const auto steps_to_end = [&] {
    return static_cast<std::size_t>(std::ceil((ends.top - ends.low) / step)) + SteppedSum::beyond;
  };
  // Windows reach from one block of cells into the next, which begins where they are one block long.
  std::size_t block = steps_to_end() + beyond;
  std::size_t last = block - beyond;
  double gap = pool.window - static_cast<double>(block) * step;
  if (gap < 8 * step) {
    gap = 0;
    block = static_cast<std::size_t>(std::ceil(pool.window / step));
    step = pool.window / static_cast<double>(block);
    last = steps_to_end();
  }
  const std::size_t count = last + beyond;
  const double first_end = ends.top - static_cast<double>(last) * step;
  if (block + count > most_cells || is_too_low(pool, first_end - pool.window)) return std::nullopt;
  const Frequencies relative = frequencies(pool);
  const CellShape shape(step);
  BusyCells cells;
  Stretch between{};
  if (gap > 0) {
    const auto gaps = static_cast<std::size_t>(std::ceil(gap / (widest_cell * std::sqrt(pool.load))));
    if (gaps > most_cells) return std::nullopt;
    const double wide = gap / static_cast<double>(gaps);
    busy_cells(CellShape(wide), relative, first_end - gap, wide, 0, gaps, cells);
    for (std::size_t i = 0; i < gaps; ++i) between = join(between, stretch(cells, i));
  }
  busy_cells(shape, relative, first_end - pool.window, step, 0, block, cells);
  busy_cells(shape, relative, first_end, step, block, count, cells);

  Steps steps;
  const double all = go_through_windows(cells, {block, count, last, is_peaks}, between, steps);
  const SteppedSum sum(step, last, beyond > 0 && step > 1);
  double idle = sum(steps.idle.data());
  if (is_peaks) {
    // The sum of P(busy ≤ k), in closed form.
    idle = (ends.top - pool.load) * all + pool.load * likely(pool, ends.top - 0.5) - idle;
  }
  return ChurnMeans{.idle = idle / all, .opened = sum(steps.opened.data()) / all};
}

/// `even`: evenly_rare_end.
double step_of_long_windows(const ChurnPool& pool, bool is_cut, double even) {
  double step = widest_cell * std::sqrt(pool.load);
  if (pool.capacity <= pool.load) {
    const double falls = std::log(pool.load / (pool.capacity - pool.window));
    return std::min({step, steepest_step / steepness(pool), steepest_step / falls});
  }
  const double ratio = std::log(even / (even - pool.window));
  const double pole = std::numbers::pi / ratio;
  step = std::min(step, step_to_pole * pole);
  if (!is_cut) return step;
  const double before = even - pool.capacity;
  const double rate =
      before > 0 ? std::log(pool.load / (pool.capacity - pool.window)) : std::log(pool.capacity / pool.load);
  // Of the 13th derivative of 1/W, the first that is not told by differences, the pole's part is the larger
  // the less is left of its peak.
  const double larger = std::exp(std::max(0.0, before) * ratio / 2 / 13);
  return std::min({step, steepest_step / rate, std::hypot(before, pole) / (pole_from_end * larger)});
}

std::optional<ChurnMeans> while_some_open(const ChurnPool& pool, double even) {
  const double length = pool.length();
  const double middle = length / 2;  // σ from the load to `even`, about
  const double steep = steepness(pool);
  const double highest = pool.at(std::sqrt(middle * middle + left_out));
  Ends ends{};
  ends.is_cut = pool.capacity < highest;
  ends.top = ends.is_cut ? pool.capacity : std::ceil(highest);
  ends.low = pool.at(-std::sqrt(left_out));
  if (pool.capacity < pool.load)
    ends.low = pool.capacity - left_out / (steep + std::sqrt(steep * steep + left_out / pool.capacity));
  if (length <= short_window && pool.window * steep <= steepest_cell) return short_windows(pool, ends);

  bool is_peaks = false;
  if (pool.capacity > pool.load) {
    const double free = (pool.capacity - pool.load) / std::sqrt(pool.load);
    const double rarest = std::max(middle, length - free);
    // Below the first, P(open ≤ k) is next to nothing, below the second what is opened.
    const double lowest = std::min(middle - 21 / length,
                                   std::min(middle, free) + rarest - std::sqrt(rarest * rarest + left_out));
    is_peaks = lowest > -5;
    if (is_peaks) ends.low = pool.at(lowest);
  }
  return long_windows(pool, ends, is_peaks, step_of_long_windows(pool, ends.is_cut, even));
}

}  // namespace

std::optional<ChurnMeans> churn_by_cells(Count kept, Count capacity, Load load) {
  const ChurnPool pool{static_cast<double>(kept + 1), static_cast<double>(capacity), load.erlangs};
  if (pool.load < least_load) return std::nullopt;
  std::optional<ChurnMeans> means;
  if (kept == 0) {
    means = ChurnMeans{.opened = 1};
  } else {
    const bool overloaded = pool.capacity <= pool.load;
    const double even = overloaded ? pool.capacity : evenly_rare_end(pool);
    const double end = std::min(pool.capacity, even);
    const double rarest = std::max(rise(end - 0.5, pool.load), rise(end - pool.window + 0.5, pool.load));
    const double commonest = overloaded ? rise(pool.capacity - 0.5, pool.load) : 0;
    const bool never_opens = rarest - commonest > never;
    if (never_opens && rarest < rarest_of_chain && even - pool.window < few_below) return std::nullopt;
    means = never_opens ? churn_of_peaks(pool, even) : while_some_open(pool, even);
  }
  if (means) means->busy = pool.load / (1 + 1 / odds_below_last(pool));
  return means;
}

}  // namespace poolsize
