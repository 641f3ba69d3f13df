#include "json_quantity.hpp"

#include <fmt/format.h>

namespace poolsize::sources {
namespace {

struct Range {
  double most = 0;
  bool zero = false;  ///< whether 0 is in it
  std::string_view write;
};

constexpr Range times{.most = 1e9, .write = "seconds, such as 0.1"};
constexpr Range moments{.most = 1e9, .zero = true, .write = "seconds, such as 60"};
constexpr Range rates{.most = 1e9, .write = "requests per second, such as 100"};
constexpr Range idle_rates{.most = 1e9, .zero = true, .write = "requests per second, such as 100"};
constexpr Range ratios{
    .most = largest_scv, .zero = true, .write = "variance divided by mean squared, such as 1"};
constexpr Range amounts{.most = 1e15, .zero = true, .write = "how many, such as 10"};

double within(const Range& range, const JsonField& field) {
  const double value = number_of(field);
  if (value < 0 && range.zero) refuse(field, fmt::format("is negative; write {}", range.write));
  if (value <= 0 && !range.zero) refuse(field, fmt::format("is not above 0; write {}", range.write));
  if (value > range.most) refuse(field, fmt::format("is above {}; write {}", range.most, range.write));
  return value;
}

}  // namespace

Duration time_of(const JsonField& seconds) { return {within(times, seconds)}; }
Duration moment_of(const JsonField& seconds) { return {within(moments, seconds)}; }
Rate rate_of(const JsonField& per_second) { return {within(rates, per_second)}; }
Rate idle_rate_of(const JsonField& per_second) { return {within(idle_rates, per_second)}; }
double scv_of(const JsonField& ratio) { return within(ratios, ratio); }
double amount_of(const JsonField& count) { return within(amounts, count); }

}  // namespace poolsize::sources
