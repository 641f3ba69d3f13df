// Rules that a file switches off for one of its lines: `# poolsize: ignore[rule, rule]`.
#pragma once

#include <poolsize/location.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

struct IgnoredRule {
  std::string rule;  ///< as written, whether there is such a rule or not
  Location where;
  bool operator==(const IgnoredRule&) const = default;
};

/// The rules that `comment` switches off, none if it says nothing of the kind; nothing at all if it means to
/// but is not of the form `poolsize: ignore[rule, rule]`. Other words may stand around it. `where` is the
/// place of the comment.
std::optional<std::vector<IgnoredRule>> parse_ignores(std::string_view comment, const Location& where);

/// What is wrong with a rule of such a list that there is not; nothing if there is it.
std::optional<std::string> unknown_rule(std::string_view rule);

}  // namespace poolsize::sources
