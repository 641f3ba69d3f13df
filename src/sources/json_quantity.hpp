// Quantities in JSON: bare numbers in SI units, within what can be true of a service. What lies outside is a
// slip, most often another unit, and would make the models lose their digits.
#pragma once

#include "json_field.hpp"

#include <poolsize/units.hpp>

namespace poolsize::sources {

/// No standard deviation is a thousand means.
inline constexpr double largest_scv = 1e6;

// Each throws Error(Failure::input) for what is no number or out of range.

/// Above 0 and at most 10^9 s, some thirty years.
Duration time_of(const JsonField& seconds);
/// The same, or 0.
Duration moment_of(const JsonField& seconds);
/// Above 0 and at most 10^9 per second.
Rate rate_of(const JsonField& per_second);
/// The same, or 0.
Rate idle_rate_of(const JsonField& per_second);
/// From 0 to largest_scv.
double scv_of(const JsonField& ratio);
/// From 0 to 10^15: up to there a double counts exactly.
double amount_of(const JsonField& count);

}  // namespace poolsize::sources
