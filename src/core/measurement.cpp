#include "batched_moments.hpp"
#include "busy_counter.hpp"
#include "hold_bins.hpp"
#include "normal.hpp"
#include "simulation/figures.hpp"
#include "simulation/histogram.hpp"

#include <poolsize/measurement.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace poolsize {
namespace {

constexpr double z95 = 1.959963984540054;  // of the normal distribution, 2.5 % on either side

/// Waits grow with (1 + scv) / 2 of the gaps at most (J. F. C. Kingman, Biometrika 49 (1962) 315–324): 0.02
/// is 1 % of them.
constexpr double no_matter = 0.02;

/// A clock with steps of μ mean gaps makes gaps of whole steps, some of them 0, out of a Poisson process: μ
/// requests fall into a step on average, none into e^{-μ} of the steps, and the gaps between steps that are
/// not empty are geometric. By so much their scv is above 1; μ² / 6 for small μ, which is W. F. Sheppard's
/// correction (1898) for both ends of a gap.
double scv_of_rounding(double mu) {
  if (mu == 0) return 0;
  const double not_empty = -std::expm1(-mu);
  return mu * (2 - not_empty) / not_empty - 2;
}

/// Beyond two requests a step, what is seen is the clock.
constexpr double coarsest = 2;

/// The scv that equal gaps have, whose ends are rounded to doubles, stays below.
constexpr double rounding = 1e-12;

GapPattern pattern_of(double scv, Count gaps) {
  // The standard error of the scv of n exponential gaps is 2 / √n: the delta method with the moments n!.
  const double of_chance = z95 * 2 / std::sqrt(static_cast<double>(gaps));
  if (std::abs(scv - 1) <= std::max(of_chance, no_matter)) return GapPattern::poisson;
  return scv > 1 ? GapPattern::bursty : GapPattern::regular;
}

/// With what rounds to nothing as nothing.
Estimate<double> not_negative(const Estimate<double>& figure) {
  const auto rounded = [](double value) { return value < rounding ? 0 : value; };
  return {rounded(figure.value), rounded(figure.low), rounded(figure.high)};
}

/// The scv of the gaps where the rate is that of their step, and how much it differs from step to step.
Estimate<double> scv_within(const std::vector<Moments>& steps) {
  const auto scv_of = [](const Moments& step) {
    const auto count = static_cast<double>(step.count());
    return step.scv() * count / (count - 1);
  };
  double gaps = 0;
  double sum = 0;
  for (const Moments& step : steps) {
    gaps += static_cast<double>(step.count());
    sum += static_cast<double>(step.count()) * scv_of(step);
  }
  const double mean = sum / gaps;
  double squares = 0;
  for (const Moments& step : steps)
    squares += std::pow(static_cast<double>(step.count()) / gaps * (scv_of(step) - mean), 2);
  const auto others = static_cast<double>(steps.size() - 1);
  const double half = student_t(static_cast<Count>(others)) * std::sqrt(squares * (others + 1) / others);
  return {mean, mean - half, mean + half};
}

/// Whether the means of the batches differ no more than independent gaps let them: by a χ² test that cries
/// wolf in one of a thousand cases (E. B. Wilson, M. M. Hilferty, PNAS 17 (1931) 684–688, for the quantile).
bool is_steady(const BatchedMoments& gaps) {
  constexpr Count shortest_batch = 10;  // or their means are not normal
  constexpr double sure = 0.999;
  const std::vector<Moments> batches = gaps.batches();
  if (batches.size() < 2 || batches.front().count() < shortest_batch) return true;
  const Moments all = gaps.all();
  if (all.scv() < rounding) return true;
  double distance = 0;
  for (const Moments& batch : batches) {
    const double away = batch.mean() - all.mean();
    distance += away * away * static_cast<double>(batch.count()) / all.variance();
  }
  const auto degrees = static_cast<double>(batches.size() - 1);
  const double term = 2 / (9 * degrees);
  return distance <= degrees * std::pow(1 - term + normal_quantile(sure) * std::sqrt(term), 3);
}

Estimate<Duration> as_duration(const Estimate<double>& seconds) {
  return {{seconds.value}, {std::max(seconds.low, 0.0)}, {seconds.high}};
}

/// The order statistics between which a percentile lies (W. J. Conover, Practical Nonparametric Statistics,
/// 1999, section 3.2), with the normal approximation of their ranks.
MeasuredHolds::AtPercentile percentile_of(const QuantileHistogram& holds, double p, Duration longest) {
  const auto count = static_cast<double>(holds.total());
  const double away = z95 * std::sqrt(p * (1 - p) / count);
  const std::array rising{std::max(p - away, 0.0), p, std::min(p + away, 1.0)};
  const std::vector<Duration> at = holds.quantiles(rising);
  return {.p = p, .hold = {std::min(at[1], longest), std::min(at[0], longest), std::min(at[2], longest)}};
}

}  // namespace

struct Measuring::State {
  struct Step {
    Count requests = 0;
    Moments gaps;
  };
  MeasuringConditions conditions;
  Count requests = 0;
  Duration first;
  Duration last;
  double last_read = 0;  ///< with what the clock cannot tell left out
  BatchedMoments gaps;
  BatchedMoments holds;
  QuantileHistogram histogram;
  Duration longest;
  BusyCounter busy;
  std::vector<Step> steps;

  /// A time that is on a step may be rounded to just below it.
  static constexpr double on_a_step = 1e-6;
  /// When the clock showed what it showed at that time.
  double read(Duration at) const {
    const double step = conditions.resolution.seconds;
    return step == 0 ? at.seconds : std::floor(at.seconds / step + on_a_step) * step;
  }
  std::optional<MeasuredGaps> measured_gaps() const;
  MeasuredHolds measured_holds() const;
  std::vector<ProfileArrivals::Step> profile() const;
};

std::optional<MeasuredGaps> Measuring::State::measured_gaps() const {
  const double mu = conditions.resolution.seconds / gaps.all().mean();
  if (mu > coarsest) return std::nullopt;
  std::vector<Moments> within;
  for (const Step& step : steps)
    if (step.gaps.count() > 1 && step.gaps.mean() > 0) within.push_back(step.gaps);
  const double too_much = scv_of_rounding(mu);
  Estimate<double> scv = within.size() > 1 ? scv_within(within) : gaps.estimate(&Moments::scv);
  scv = not_negative({scv.value - too_much, scv.low - too_much, scv.high - too_much});
  MeasuredGaps measured{.scv = scv, .pattern = {}, .steady = is_steady(gaps)};
  measured.pattern = pattern_of(measured.scv.value, requests - 1);
  return measured;
}

MeasuredHolds Measuring::State::measured_holds() const {
  MeasuredHolds measured{.mean = as_duration(holds.estimate(&Moments::mean)),
                         .scv = not_negative(holds.estimate(&Moments::scv)),
                         .percentiles = {},
                         .longest = longest,
                         .histogram = {}};
  for (const double p : {0.5, 0.9, 0.95, 0.99, 0.999})
    measured.percentiles.push_back(percentile_of(histogram, p, longest));
  measured.histogram = hold_bins(histogram, measured.mean.value);
  return measured;
}

std::vector<ProfileArrivals::Step> Measuring::State::profile() const {
  std::vector<ProfileArrivals::Step> profile;
  if (!conditions.step) return profile;
  const Duration length = *conditions.step;
  const Duration end = last - first;
  std::vector<Count> counts;
  for (const Step& step : steps) counts.push_back(step.requests);
  if (counts.size() > 1 && end - length * static_cast<double>(counts.size() - 1) < length / 2) {
    counts[counts.size() - 2] += counts.back();
    counts.pop_back();
  }
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const Duration from = length * static_cast<double>(i);
    const Duration lasted = (i + 1 == counts.size() ? end : from + length) - from;
    profile.push_back({.from = from, .rate = {static_cast<double>(counts[i]) / lasted.seconds}});
  }
  return profile;
}

Measuring::Measuring(MeasuringConditions conditions) : state_(std::make_unique<State>()) {
  state_->conditions = conditions;
}

Measuring::~Measuring() = default;

void Measuring::add(const TracedRequest& request) {
  State& state = *state_;
  const double read = state.read(request.at);
  const bool is_first = state.requests++ == 0;
  const double gap = is_first ? 0 : read - state.last_read;
  if (is_first) state.first = request.at;
  if (!is_first) state.gaps.add(gap);
  if (state.conditions.step) {
    const auto at = static_cast<std::size_t>((request.at - state.first) / *state.conditions.step);
    const bool is_within = at + 1 == state.steps.size();
    if (!is_within) state.steps.resize(at + 1);
    ++state.steps[at].requests;
    if (is_within) state.steps[at].gaps.add(gap);
  }
  state.last = request.at;
  state.last_read = read;
  if (!state.conditions.has_holds) return;
  state.holds.add(request.hold.seconds);
  state.histogram.add(request.hold);
  state.longest = std::max(state.longest, request.hold);
  state.busy.add(request.at, request.hold);
}

Count Measuring::requests() const { return state_->requests; }
Duration Measuring::window() const { return state_->last - state_->first; }

Measurement Measuring::result() const {
  const Estimate<double> rate =
      not_negative(state_->gaps.estimate([](const Moments& some) { return 1 / some.mean(); }));
  Measurement result{.requests = requests(),
                     .window = window(),
                     .rate = {{rate.value}, {rate.low}, {rate.high}},
                     .gaps = state_->measured_gaps(),
                     .holds = {},
                     .busy = {},
                     .profile = state_->profile()};
  if (!state_->conditions.has_holds) return result;
  result.holds = state_->measured_holds();
  result.busy = state_->busy.seen();
  return result;
}

}  // namespace poolsize
