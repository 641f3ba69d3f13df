// All rules of check, as `check --list-rules` shows them.
#pragma once

#include <string>

namespace poolsize::render {

/// Severity, id and title of each.
std::string rule_catalogue_text();

/// Everything that there is to know of each (poolsize.rules/v1).
std::string rule_catalogue_json();

}  // namespace poolsize::render
