// Units as types: no bare number of seconds, requests or erlangs crosses a function boundary.
//
// All values are plain doubles in SI units; the name of the field is the unit.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace poolsize {

/// A length of time.
struct Duration {
  double seconds = 0;
  auto operator<=>(const Duration&) const = default;
};

/// Requests per unit of time.
struct Rate {
  double per_second = 0;
  auto operator<=>(const Rate&) const = default;
};

/// Offered load: the mean number of busy connections if nobody gives up (Little's law).
struct Load {
  double erlangs = 0;
  auto operator<=>(const Load&) const = default;
};

/// A number of connections, users or requests. Wide, so that 10^9 connections and their products fit.
using Count = std::int64_t;

constexpr Load operator*(Rate rate, Duration hold) { return {rate.per_second * hold.seconds}; }
constexpr Load operator*(Duration hold, Rate rate) { return rate * hold; }
constexpr Rate operator/(Load load, Duration hold) { return {load.erlangs / hold.seconds}; }
constexpr Rate operator*(Rate rate, double factor) { return {rate.per_second * factor}; }
constexpr Rate operator/(Rate rate, double parts) { return {rate.per_second / parts}; }
constexpr Duration operator+(Duration a, Duration b) { return {a.seconds + b.seconds}; }
constexpr Duration operator-(Duration a, Duration b) { return {a.seconds - b.seconds}; }
constexpr Duration operator*(Duration time, double factor) { return {time.seconds * factor}; }
constexpr Duration operator/(Duration time, double parts) { return {time.seconds / parts}; }
constexpr double operator/(Duration a, Duration b) { return a.seconds / b.seconds; }

namespace literals {
constexpr Duration operator""_s(long double n) { return {static_cast<double>(n)}; }
constexpr Duration operator""_s(unsigned long long n) { return {static_cast<double>(n)}; }
constexpr Duration operator""_ms(long double n) { return {static_cast<double>(n) / 1e3}; }
constexpr Duration operator""_ms(unsigned long long n) { return {static_cast<double>(n) / 1e3}; }
constexpr Rate operator""_per_s(long double n) { return {static_cast<double>(n)}; }
constexpr Rate operator""_per_s(unsigned long long n) { return {static_cast<double>(n)}; }
}  // namespace literals

/// Seconds in one of the units that durations are written in (`ns us µs ms s m min h`), or nothing for
/// another word.
std::optional<double> seconds_per(std::string_view unit);

/// A number that is written with ASCII digits and fills `text` ("12", "0.5", "1e-3"); nothing for anything
/// else, so also for `nan`, `inf`, hexadecimal and what a double cannot hold ("1e400").
std::optional<double> number(std::string_view text);

// The parse functions below throw Error(Failure::input); its message quotes the text and tells what to write.
// White space around the text and between number and unit does not count.

/// "100ms", "0.1 s", "2m": not negative, and never without a unit, because a bare 250 has meant both 250 ms
/// and 250 s.
Duration parse_duration(std::string_view text);
/// As an application reads its own variables: a bare number of seconds, not negative.
Duration parse_seconds(std::string_view text);
/// "100", "100/s", "6000/min", "2k", "36000/h": not negative.
Rate parse_rate(std::string_view text);
/// "5", "500k", "4M", "1G": a whole number, from 0 to 10^12.
Count parse_count(std::string_view text);
/// As an application reads its own variables: ASCII digits with an optional sign, from -10^12 to 10^12.
Count parse_integer(std::string_view text);
/// "0.1%" or "0.001": a part of one, from 0 to 1.
double parse_share(std::string_view text);

/// Three significant digits and the unit that reads best: "100 ms", "1.25 s", "2 m", "0 ms".
std::string to_string(Duration);
/// "100/s", "0.5/s".
std::string to_string(Rate);
/// At most four significant digits, without trailing zeros, never in the form 1e+06: "12", "0.3333".
std::string rounded(double value);
/// A part of one in per cent, with as many digits as it deserves: "22.2 %", "0.003 %", "< 0.0001 %", "0 %".
std::string percent(double share);

}  // namespace poolsize
