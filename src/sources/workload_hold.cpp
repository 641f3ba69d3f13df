#include "workload_hold.hpp"

#include "json_quantity.hpp"

#include <poolsize/fit.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace poolsize::sources {
namespace {

/// A member called "p99.9" is the time that 99.9 % of the holds do not exceed.
Percentile percentile_of(const JsonField& field) {
  const std::string_view name = field.value->name;
  const std::string_view digits = name.substr(std::min<std::size_t>(name.size(), 1));
  const std::optional<double> percent = number(digits);
  const bool plain =
      name.starts_with('p') && digits.find_first_not_of("0123456789.") == std::string_view::npos;
  if (!plain || !percent || *percent <= 0 || *percent >= 100)
    refuse_name(field, "percentile", {}, "write p50, p99 or p99.9");
  return {.p = *percent / 100, .at = time_of(field)};
}

void expect_ascent(const JsonField& lower, const JsonField& field) {
  const Percentile a = percentile_of(lower);
  const Percentile b = percentile_of(field);
  if (b.p == a.p) refuse(field, fmt::format("is {} once more; keep one", lower.path));
  if (b.at < a.at) {
    refuse(field, fmt::format("is below {} {}; a higher percentile is never shorter", lower.path,
                              lower.value->text));
  }
}

PercentileFit from_quantiles(const JsonField& quantiles) {
  std::vector<JsonField> fields = members(quantiles);
  std::ranges::stable_sort(fields, {}, [](const JsonField& field) { return percentile_of(field).p; });
  std::vector<Percentile> percentiles;
  percentiles.reserve(fields.size());
  for (const JsonField& field : fields) percentiles.push_back(percentile_of(field));
  if (fields.size() < 2) refuse(quantiles, "says too little; give two percentiles, such as p50 and p99");
  for (std::size_t i = 1; i < fields.size(); ++i) expect_ascent(fields[i - 1], fields[i]);
  return std::get<PercentileFit>(fit_percentiles(percentiles));
}

/// The last bin may be open: its end is null.
Duration end_of(const JsonField& field, bool last) {
  if (last && field.value->kind == Json::Kind::null) return {std::numeric_limits<double>::infinity()};
  return time_of(field);
}

Distribution from_histogram(const JsonField& histogram) {
  constexpr std::array<std::string_view, 3> known{"lower_s", "upper_s", "count"};
  expect_only(histogram, known);
  const std::optional<JsonField> lower = member(histogram, "lower_s");
  const std::optional<JsonField> upper = member(histogram, "upper_s");
  const std::optional<JsonField> count = member(histogram, "count");
  if (!upper || !count) refuse(histogram, "lacks upper_s or count; write both, one number per bin");
  const std::vector<JsonField> ends = elements(*upper);
  const std::vector<JsonField> counts = elements(*count);
  if (ends.size() != counts.size()) {
    refuse(*count,
           fmt::format("has {} numbers and upper_s {}; write one per bin", counts.size(), ends.size()));
  }

  std::vector<HistogramBin> bins;
  Duration low = lower ? moment_of(*lower) : Duration{};
  bool positive = false;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const Duration high = end_of(ends[i], i + 1 == ends.size());
    if (high <= low)
      refuse(ends[i],
             fmt::format("is not above {}, where its bin begins; write ascending ends", low.seconds));
    bins.push_back({.low = low, .high = high, .count = amount_of(counts[i])});
    positive |= bins.back().count > 0 && (low > Duration{} || std::isfinite(high.seconds));
    low = high;
  }
  if (!positive) refuse(*count, "counts nothing above 0 s; write how many holds ended in each bin");
  return fit_histogram(bins);
}

}  // namespace

FileHold hold_of(const JsonField& hold) {
  constexpr std::array<std::string_view, 4> known{"mean_s", "scv", "quantiles", "histogram"};
  expect_only(hold, known);
  std::optional<Distribution> found;
  if (const auto mean = member(hold, "mean_s")) found = fit_moments(time_of(*mean), 1);
  if (const auto scv = member(hold, "scv")) {
    const double cv = std::sqrt(scv_of(*scv));
    if (found) found = fit_moments(mean(*found), cv);
  }
  std::vector<PercentileFit::Match> matches;
  if (const auto quantiles = member(hold, "quantiles")) {
    PercentileFit fit = from_quantiles(*quantiles);
    found = std::move(fit.hold);
    matches = std::move(fit.matches);
  }
  if (const auto histogram = member(hold, "histogram")) {
    found = from_histogram(*histogram);
    matches.clear();
  }
  if (!found) refuse(hold, "does not say how long; add mean_s, quantiles or histogram");
  if (!(scv(*found) <= largest_scv)) refuse(hold, "is spread too far to have a useful mean; check the units");
  return {std::move(*found), std::move(matches)};
}

}  // namespace poolsize::sources
