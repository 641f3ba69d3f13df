// Findings as poolsize.check/v1 has them.
#pragma once

#include <poolsize/rules.hpp>

#include <nlohmann/json.hpp>

#include <span>
#include <string>

namespace poolsize::render {

/// An array; line and column are left out where they are not known.
nlohmann::ordered_json json_of(std::span<const Finding>);

/// The whole document of `check`.
std::string findings_json(const CheckResult&);

}  // namespace poolsize::render
