// What a finding is known by from one check to the next.
#pragma once

#include <poolsize/rules.hpp>

#include <span>
#include <string>
#include <vector>

namespace poolsize {

/// For each finding 16 hexadecimal digits, unique among them, made of its rule, its file, the variable that
/// it is about and what that is set to, passwords left out. They stay the same when the line moves, when the
/// message is worded otherwise, and when other findings come or go; of equal findings in one file the first
/// keeps its own.
std::vector<std::string> fingerprints(std::span<const Finding>);

}  // namespace poolsize
