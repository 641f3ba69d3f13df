// From what is known about the hold times (moments, percentiles, samples, a histogram) to a distribution.
#pragma once

#include <poolsize/distribution.hpp>
#include <poolsize/units.hpp>

#include <cstddef>
#include <span>
#include <variant>
#include <vector>

namespace poolsize {

/// The family to assume where only mean and cv (standard deviation / mean) are known: deterministic for cv 0,
/// exponential for 1, otherwise lognormal, the usual shape of latencies. Requires: mean > 0, cv >= 0.
Distribution fit_moments(Duration mean, double cv);

/// A share p of the holds last at most `at`.
struct Percentile {
  double p = 0.5;
  Duration at;
  bool operator==(const Percentile&) const = default;
};

/// A distribution chosen for given percentiles, and how well it meets them.
struct PercentileFit {
  struct Match {
    Percentile wanted;
    Duration fitted;
    double relative_error = 0;  ///< fitted / wanted - 1
    bool operator==(const Match&) const = default;
  };
  Distribution hold;
  std::vector<Match> matches;  ///< in the order of p
};

enum class PercentileProblem {
  too_few,       ///< two are needed
  out_of_range,  ///< p must lie strictly between 0 and 1, and the time above zero
  repeated,      ///< two times for one p
  falling,       ///< a higher percentile with a shorter time
};

/// The first of deterministic, exponential, lognormal, gamma and Pareto that comes within 1 % of every
/// percentile and has a variance. Where none does, an empirical distribution that meets all of them,
/// lognormal between neighbours (the line of a normal probability plot) and no heavier above the last than
/// the whole is: equal neighbours, as rounded percentiles often are, become a step there. Two percentiles
/// always find a family. Any order.
std::variant<PercentileFit, PercentileProblem> fit_percentiles(std::span<const Percentile> percentiles);

/// More samples than this are gathered.
inline constexpr std::size_t most_samples_kept = 10'000;

/// The samples as they are; more than `most_samples_kept` are gathered in bins 0.4 % wide, each at the mean
/// of its samples, which keeps the mean, and the scv to 2e-6 of itself. Requires: at least one, none
/// negative, one of them positive.
Empirical fit_samples(std::span<const Duration> samples);

/// A bin's count is spread evenly from its low to its high end.
struct HistogramBin {
  Duration low;
  Duration high;
  double count = 0;
};

/// The histogram as it is. A bin without an upper end (infinite) counts at its low end: the least it can
/// mean. Requires: finite, non-negative ends otherwise, low <= high, bins ascending without overlap, no
/// negative count, a positive mean.
Empirical fit_histogram(std::span<const HistogramBin> bins);

}  // namespace poolsize
