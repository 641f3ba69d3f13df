// How findings speak of settings, places and loads: the same words in every rule.
#pragma once

#include "subject.hpp"

#include <span>
#include <string>
#include <string_view>

namespace poolsize {

/// A name from outside, fit to be shown.
std::string shown(std::string_view name);

/// "DATABASE_POOL_SIZE": as the source has it, or as it would have it.
std::string name_of(const Subject&, const Setting&);
/// "10", "90 s"
std::string value_with_unit(const Setting&, const PoolSettings& values);
/// "DATABASE_POOL_SIZE 10", "DATABASE_POOL_TIMEOUT 90 s", "DATABASE_POOL_SIZE (5 by default)"
std::string stated(const Subject&, const Setting&);

/// "a", "a and b", "a, b and c"
std::string listed(std::span<const std::string> items);

/// "12.5 erlangs on 10 connections". Requires: the pool has a limit.
std::string load_on(const Prediction&, const Pool&);

/// A share that is above `limit`, so that it shows: "1.42 %", or "just above 1 %".
std::string percent_above(double share, double limit);

/// Whether `value` is above `limit` by more than rounding: 1 − 0.99 is not 0.01 in doubles.
bool above(double value, double limit);

}  // namespace poolsize
