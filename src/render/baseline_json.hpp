// Findings as a baseline (poolsize.baseline/v1).
#pragma once

#include <poolsize/rules.hpp>

#include <span>
#include <string>

namespace poolsize::render {

/// By file, rule and fingerprint, so that a change of one finding is a change of few lines. Requires: as many
/// fingerprints as findings.
std::string baseline_json(std::span<const Finding>, std::span<const std::string> fingerprints);

}  // namespace poolsize::render
