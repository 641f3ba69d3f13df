// Measured hold times, as people keep them in files: one per line, in one long line, as a column of a table.
#pragma once

#include <poolsize/units.hpp>

#include <string_view>
#include <vector>

namespace poolsize::sources {

/// The numbers of `text` in their order, separated by white space, commas or both; `#` begins a comment that
/// lasts to the end of the line. A number may have a unit (ns us µs ms s m min h), blanks before it too
/// ("12.5 ms"); without one it counts seconds. A comma is never a decimal comma. Samples may be 0, but not
/// all of them. Throws Error(Failure::input) with the place of what is negative, no number, out of range or
/// of an unknown unit, and where there are no samples at all.
std::vector<Duration> parse_samples(std::string_view text, std::string_view file_name);

}  // namespace poolsize::sources
