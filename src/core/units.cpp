#include <poolsize/error.hpp>
#include <poolsize/units.hpp>

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace poolsize {
namespace {

struct Unit {
  std::string_view name;
  double factor;
};

constexpr std::array time_units{Unit{"ns", 1e-9}, Unit{"us", 1e-6}, Unit{"µs", 1e-6}, Unit{"ms", 1e-3},
                                Unit{"s", 1},     Unit{"m", 60},    Unit{"min", 60},  Unit{"h", 3600}};
constexpr std::array multiples{Unit{"", 1}, Unit{"k", 1e3}, Unit{"M", 1e6}, Unit{"G", 1e9}};
constexpr double largest_count = 1e12;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

template <std::size_t n>
std::optional<double> factor_of(const std::array<Unit, n>& units, std::string_view name) {
  for (const Unit& unit : units)
    if (unit.name == name) return unit.factor;
  return std::nullopt;
}

/// "250 ms" -> {"250", "ms"}: what looks like a number, and the rest.
std::pair<std::string_view, std::string_view> split_unit(std::string_view text) {
  text = trimmed(text);
  std::size_t end = text.find_first_not_of("+-.0123456789");
  if (end == std::string_view::npos) return {text, {}};
  const std::size_t digits = text.find_first_of("0123456789", end + 1);
  const bool exponent =
      end > 0 && (text[end] == 'e' || text[end] == 'E') && digits != std::string_view::npos &&
      text.substr(end + 1, digits - end - 1).find_first_not_of("+-") == std::string_view::npos;
  if (exponent) {
    end = text.find_first_not_of("0123456789", digits);
    if (end == std::string_view::npos) return {text, {}};
  }
  return {text.substr(0, end), trimmed(text.substr(end))};
}

[[noreturn]] void refuse(std::string_view text, std::string_view why) {
  throw Error(Failure::input, fmt::format("{} {}", quoted(text), why));
}

double finite(std::string_view text, std::string_view digits, std::string_view kind) {
  const std::optional<double> value = number(digits);
  if (!value) refuse(text, kind);
  return *value;
}

double not_negative(std::string_view text, double value) {
  if (value < 0) refuse(text, "is negative; write 0 or more");
  return value;
}

/// Up to `digits` significant digits, never in the form 1e+06, without trailing zeros.
std::string significant(double value, int digits) {
  if (value == 0 || !std::isfinite(value)) return fmt::format("{}", value);
  const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(value))));
  const int decimals = std::max(0, digits - 1 - magnitude);
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (decimals > 0) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text;
}

}  // namespace

std::optional<double> seconds_per(std::string_view unit) { return factor_of(time_units, unit); }

std::optional<double> number(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  if (text.empty() || text.find_first_not_of("-.0123456789eE+") != std::string_view::npos)
    return std::nullopt;
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Duration parse_duration(std::string_view text) {
  constexpr std::string_view kind = "is not a duration; write a number and a unit, such as 100ms, 0.5s or 2m";
  const auto [digits, unit] = split_unit(text);
  const double value = finite(text, digits, kind);
  if (unit.empty()) {
    if (value == 0) return {};
    throw Error(Failure::input,
                fmt::format("{} has no unit; write {}ms or {}s", quoted(text), digits, digits));
  }
  const std::optional<double> factor = seconds_per(unit);
  if (!factor) {
    throw Error(Failure::input, fmt::format("{} has the unknown unit {}; write ns, us, ms, s, m or h",
                                            quoted(text), quoted(unit)));
  }
  return {not_negative(text, value) * *factor};
}

Duration parse_seconds(std::string_view text) {
  const auto [digits, unit] = split_unit(text);
  if (!unit.empty() && number(digits) && seconds_per(unit)) {
    throw Error(Failure::input,
                fmt::format("{} has a unit, but the application reads a bare number of seconds; write {}",
                            quoted(text), significant(*number(digits) * *seconds_per(unit), 6)));
  }
  return {not_negative(
      text, finite(text, trimmed(text), "is not a number; write seconds as a bare number, such as 30"))};
}

Rate parse_rate(std::string_view text) {
  constexpr std::string_view kind = "is not a rate; write requests per second, such as 100, 2k or 6000/min";
  const std::size_t slash = text.find('/');
  const auto [digits, multiple] = split_unit(text.substr(0, slash));
  const double value = finite(text, digits, kind);
  const std::optional<double> factor = factor_of(multiples, multiple);
  const std::optional<double> per =
      slash == std::string_view::npos ? std::optional(1.0) : seconds_per(trimmed(text.substr(slash + 1)));
  if (!factor || !per) refuse(text, kind);
  return {not_negative(text, value) * *factor / *per};
}

Count parse_count(std::string_view text) {
  const auto [digits, multiple] = split_unit(text);
  const std::optional<double> factor = factor_of(multiples, multiple);
  const double value = finite(text, digits, "is not a whole number; write digits, such as 5, 500k or 4M");
  if (!factor) refuse(text, "is not a whole number; write digits, such as 5, 500k or 4M");
  const double count = not_negative(text, value) * *factor;
  if (count != std::floor(count)) refuse(text, "is not a whole number; write digits, such as 5, 500k or 4M");
  if (count > largest_count) refuse(text, "is out of range; write at most 1000G");
  return static_cast<Count>(count);
}

Count parse_integer(std::string_view text) {
  std::string_view digits = trimmed(text);
  if (digits.empty()) throw Error(Failure::input, "is empty; write a whole number, such as 10");
  if (digits.starts_with('+') && !digits.starts_with("+-")) digits.remove_prefix(1);
  Count value = 0;
  const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (end != digits.data() + digits.size() || failure == std::errc::invalid_argument) {
    refuse(text, "is not a whole number; write digits, such as 10");
  }
  if (failure != std::errc{} || std::abs(static_cast<double>(value)) > largest_count) {
    refuse(text, "is out of range; write a number that a pool can have, such as 10");
  }
  return value;
}

double parse_share(std::string_view text) {
  const auto [digits, unit] = split_unit(text);
  constexpr std::string_view kind = "is not a part of one; write 0.1% or 0.001";
  const double value = finite(text, digits, kind);
  if (!unit.empty() && unit != "%") refuse(text, kind);
  const double share = unit == "%" ? value / 100 : value;
  if (share < 0 || share > 1) refuse(text, "is out of range; write 0% to 100%, or 0 to 1");
  return share;
}

std::string to_string(Duration time) {
  constexpr std::array shown{Unit{"h", 3600},  Unit{"m", 60},    Unit{"s", 1},
                             Unit{"ms", 1e-3}, Unit{"µs", 1e-6}, Unit{"ns", 1e-9}};
  if (time.seconds == 0) return "0 ms";
  for (const Unit& unit : shown) {
    const double value = time.seconds / unit.factor;
    const bool whole = unit.factor <= 1 || value == std::floor(value);
    if (value >= 1 && whole) return fmt::format("{} {}", significant(value, 3), unit.name);
  }
  return "< 1 ns";
}

std::string rounded(double value) { return significant(value, 4); }

std::string to_string(Rate rate) { return rounded(rate.per_second) + "/s"; }

std::string percent(double share) {
  constexpr double least_shown = 1e-6;
  if (share > 0 && share < least_shown) return "< 0.0001 %";
  return fmt::format("{} %", significant(share * 100, share < 1e-3 ? 1 : 3));
}

}  // namespace poolsize
