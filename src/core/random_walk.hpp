// The largest sum of independent steps up and down on a grid of times.
#pragma once

#include <poolsize/distribution.hpp>

#include <complex>
#include <cstddef>
#include <vector>

namespace poolsize {

/// Half of the points are for sums above 0, half for those below; beyond its ends a grid goes round.
struct Grid {
  std::size_t points = 0;
  double step = 0;

  std::size_t half() const { return points / 2; }
};

/// Times of which so many seconds are one unit of the grid, each a bit longer.
struct Times {
  const Distribution& distribution;
  double unit = 1;
  double longer = 0;
};

/// What each of `count` points from `first` on has of the times: each time is split between the two points
/// beside it, so that the mean stays, and the variance grows by a quarter of the square of a step at most.
std::vector<double> on_grid(const Times&, const Grid&, long first, std::size_t count);

/// The transform of a distribution over the points.
using Spectrum = std::vector<std::complex<double>>;
Spectrum spectrum_of(const std::vector<double>& grid);

/// Steps are a time up and an independent time down, which is the longer on average.
struct Steps {
  Grid grid;
  Spectrum up;
  Spectrum down;
  double drift;  ///< how much longer, in points
};

/// How large the largest sum of steps from the first on is, 0 for none of them: of each point up to half the
/// grid. Where sums go round the grid they are taken for others.
std::vector<double> largest_sum(const Steps&);

}  // namespace poolsize
