// Findings as a compiler would print them.
#pragma once

#include <poolsize/excerpt.hpp>
#include <poolsize/rules.hpp>

#include <optional>
#include <span>
#include <string>

namespace poolsize::render {

struct FindingsStyle {
  bool color = false;
  bool quiet = false;  ///< without the lines that findings point to, and without the rules that were silent
};

/// `file:line:column: severity: message [rule]`, the line that it points to and the cure for each finding;
/// then how many there are, and which rules were silent for lack of which flags. `excerpts` has one for each
/// finding, or none at all.
std::string findings_text(const CheckResult&, FindingsStyle = {},
                          std::span<const std::optional<Excerpt>> excerpts = {});

/// "2 errors, 1 warning", or "no findings".
std::string summary_text(const CheckResult&);

}  // namespace poolsize::render
