#include "walk_queue.hpp"

#include "grid_tail.hpp"
#include "random_walk.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <numeric>
#include <utility>
#include <variant>
#include <vector>

namespace poolsize {
namespace {

constexpr std::size_t least_points = 8'192;
constexpr std::size_t most_points = 65'536;
/// A point of the grid may be so wide in standard deviations of a step, and in holds.
constexpr double widest_point = 0.1;
constexpr double widest_point_in_holds = 0.15;
/// The grid reaches so many times the mean of those who wait, in heavy traffic,
constexpr double reach = 24;
/// so many standard deviations of a step beyond its mean,
constexpr double deviations = 12;
/// and to where exp(−this) of the gaps of two classes and this share of what is left of holds are longer.
constexpr double rare_gap = 14;
constexpr double rare_hold = 1e-5;
/// With a longer drift, in standard deviations of a step, next to nobody waits behind equal holds, and steps
/// are so nearly equal that too many of their sums go round the grid. With less than the least the walk with
/// that is stretched.
constexpr double longest_drift = 6;
constexpr double least_drift = 0.0155;
/// How many steps are far from equal in sum: of so many drifts per deviation, by the square, exp(−2π² ·
/// this) are left.
constexpr double steps_to_smear = 1.4;
/// Fewer waits than this share are lost in the rounding of the sums.
constexpr double rarely = 1e-9;

/// In mean gaps; longer ones are next to none. 0 where the standard deviation says enough.
double longest_gap(double scv) {
  if (scv <= 1) return 0;
  const double spread = std::sqrt((scv - 1) / (scv + 1));
  return rare_gap / (1 - spread);
}

double longest_hold(const Distribution& hold) {
  double longest = 1;
  while (excess_survival(hold, mean(hold) * longest) > rare_hold) longest *= 2;
  return longest;
}

/// Times in holds.
struct Walk {
  double gap;
  double scv;        ///< of gaps
  double deviation;  ///< of a step
  double drift;      ///< down

  Walk(double servers, double utilisation, double hold_scv, double gap_scv)
      : gap(1 / (servers * utilisation)),
        scv(gap_scv),
        deviation(std::sqrt(hold_scv + servers * gap_scv * gap * gap)),
        drift(1 / utilisation - 1) {}

  double heavy_traffic_mean() const { return deviation * deviation / 2 / drift; }

  double range() const {
    const double apart = drift / deviation;
    return std::max({reach * heavy_traffic_mean(),
                     drift * (2 + steps_to_smear * apart * apart) + deviations * deviation,
                     longest_gap(scv) * gap});
  }
};

/// The same, or nearer to saturation than the grid reaches the nearest that it does.
Walk solvable(const Walk& asked, double servers, double hold_scv) {
  Walk walk = asked;
  constexpr int rounds = 30;  // the deviation changes with the utilisation
  for (int i = 0; i < rounds && walk.drift < 0.99 * least_drift * walk.deviation; ++i)
    walk = Walk(servers, 1 / (1 + least_drift * walk.deviation), hold_scv, asked.scv);
  return walk;
}

/// With `range` on either side of 0, if so few points as there may be are as fine as `widest`.
std::optional<Grid> grid_for(double range, double widest) {
  Grid grid{.points = least_points};
  while (grid.points < most_points && range > widest * static_cast<double>(grid.half())) grid.points *= 2;
  grid.step = range / static_cast<double>(grid.half());
  return grid.step <= widest ? std::optional(grid) : std::nullopt;
}

Distribution gap_distribution(double mean, double scv) {
  const Duration gap{mean};
  if (scv == 0) return Deterministic{gap};
  if (scv < 1) return gamma_from(gap, std::sqrt(scv));
  if (scv == 1) return Exponential{gap};
  return hyperexponential_from(gap, std::sqrt(scv));
}

/// A gap for each server after each other. Those of two classes as a gamma distribution with the same first
/// three cumulants.
std::vector<double> summed_gaps(const Walk& walk, double servers, const Grid& grid) {
  constexpr double below = 14;  // standard deviations
  constexpr double above = 46;
  const double sum = servers * walk.gap;
  const auto first = static_cast<long>(std::floor((sum - below * walk.deviation) / grid.step));
  const double size = std::ceil((below + above) * walk.deviation / grid.step) + 2;
  const std::size_t count = std::min(static_cast<std::size_t>(size), grid.points);
  if (walk.scv <= 1) return on_grid({gap_distribution(sum, walk.scv / servers)}, grid, first, count);
  const double spread = std::sqrt((walk.scv - 1) / (walk.scv + 1));
  const double often = (1 + spread) / 2;
  const double seldom = (1 - spread) / 2;
  const double third_moment = 6.0 / 8 * (1 / (often * often) + 1 / (seldom * seldom));
  const double third = third_moment - 3 * (walk.scv + 1) + 2;
  const double scale = third / (2 * walk.scv);
  const double shape = servers * walk.scv / (scale * scale);
  const Distribution gamma = Gamma{shape, Duration{scale * walk.gap}};
  return on_grid({.distribution = gamma, .longer = sum - shape * scale * walk.gap}, grid, first, count);
}

Steps equal_holds(const Walk& walk, double servers, Grid grid) {
  // A hold is a whole number of points, and so takes nothing from the grid.
  const double hold = std::ceil(1 / grid.step);
  const auto points = static_cast<double>(grid.points);
  grid.step = 1 / hold;
  Steps steps{.grid = grid, .up = Spectrum(grid.points), .down = {}, .drift = walk.drift * hold};
  for (std::size_t n = 0; n < grid.points; ++n) {
    const double turns = std::fmod(static_cast<double>(n) * hold, points) / points;
    steps.up[n] = std::polar(1.0, -2 * std::numbers::pi * turns);
  }
  // By how much the gaps vary more on the grid.
  const double more = servers * grid.step * grid.step / 4;
  constexpr double negligible = 1e-3;
  if (walk.scv > 1 && more < negligible * walk.deviation * walk.deviation) {
    steps.down = spectrum_of(on_grid({gap_distribution(walk.gap, walk.scv)}, grid, 0, grid.points));
    for (std::complex<double>& each : steps.down) each = std::pow(each, servers);
  } else {
    steps.down = spectrum_of(summed_gaps(walk, servers, grid));
  }
  return steps;
}

struct HalfGrid {
  Spectrum spectrum;
  double mean;  ///< in points
};

/// Up to half a grid, what is longer at its end.
HalfGrid on_half(const Times& times, const Grid& grid) {
  std::vector<double> parts = on_grid(times, grid, 0, grid.half());
  parts[grid.half() - 1] += 1 - std::reduce(parts.begin(), parts.end());
  double mean = 0;
  for (std::size_t n = 0; n < grid.half(); ++n) mean += parts[n] * static_cast<double>(n);
  return {spectrum_of(parts), mean};
}

Steps one_server(const Walk& walk, const Distribution& hold, const Grid& grid) {
  HalfGrid up = on_half({hold, mean(hold).seconds}, grid);
  HalfGrid down = on_half({gap_distribution(walk.gap, walk.scv)}, grid);
  return {.grid = grid,
          .up = std::move(up.spectrum),
          .down = std::move(down.spectrum),
          .drift = down.mean - up.mean};
}

std::optional<Steps> steps_of(const Walk& walk, double servers, const Distribution& hold) {
  const double widest = std::min(widest_point * walk.deviation, widest_point_in_holds);
  if (scv(hold) == 0) {
    const auto grid = grid_for(walk.range(), widest);
    return grid ? std::optional(equal_holds(walk, servers, *grid)) : std::nullopt;
  }
  const double most = widest / 2 * static_cast<double>(most_points);
  const auto grid = grid_for(std::max(walk.range(), std::min(longest_hold(hold), most)), widest);
  return grid ? std::optional(one_server(walk, hold, *grid)) : std::nullopt;
}

}  // namespace

bool is_walk(Count servers, const Distribution& hold) {
  return (servers == 1 && !std::holds_alternative<Exponential>(hold)) || scv(hold) == 0;
}

std::optional<OfferedWait> walk_wait(Count servers, Load load, const Distribution& hold,
                                     double arrivals_scv) {
  const auto c = static_cast<double>(servers);
  const Walk asked(c, load.erlangs / c, scv(hold), arrivals_scv);
  const Walk walk = solvable(asked, c, scv(hold));
  auto too_few = scv(hold) == 0 ? std::optional(OfferedWait{}) : std::nullopt;
  if (walk.drift >= longest_drift * walk.deviation) return too_few;
  const auto steps = steps_of(walk, c, hold);
  if (!steps) return std::nullopt;
  std::vector<double> tail(1);
  double beyond = 1;
  double mean = 0;
  for (const double each : largest_sum(*steps)) {
    mean += each * static_cast<double>(tail.size() - 1) * steps->grid.step;
    tail.push_back(beyond -= each);
  }
  if (tail[3] < rarely) return too_few;
  // The parabola through the first three.
  const double at_once = std::clamp((15 * tail[1] - 10 * tail[2] + 3 * tail[3]) / 8, tail[1], 1.0);
  tail[0] = at_once;
  // Nearer to saturation 1 − P(wait) falls with the drift, and the mean wait is but for a constant what it is
  // in heavy traffic (J. F. C. Kingman 1962).
  const double waits = 1 - (1 - at_once) * asked.drift / walk.drift;
  const double scale = waits / at_once;
  const double longer = (asked.heavy_traffic_mean() - walk.heavy_traffic_mean() + mean) / (mean * scale);
  const auto late = std::make_shared<const EndlessTail>(std::move(tail), steps->grid.step);
  return stretched(
      {.waits = waits, .mean = mean * scale, .late = [late, scale](double t) { return scale * (*late)(t); }},
      longer);
}

}  // namespace poolsize
