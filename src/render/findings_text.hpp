// Findings as a compiler would print them.
#pragma once

#include <poolsize/rules.hpp>

#include <string>

namespace poolsize::render {

struct FindingsStyle {
  bool color = false;
  bool quiet = false;  ///< without the rules that were silent
};

/// `file:line:column: severity: message [rule]` and the cure below it for each finding; then how many there
/// are, and which rules were silent for lack of which flags.
std::string findings_text(const CheckResult&, FindingsStyle = {});

/// "2 errors, 1 warning", or "no findings".
std::string summary_text(const CheckResult&);

}  // namespace poolsize::render
