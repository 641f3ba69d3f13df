#include "comment_ignores.hpp"

#include <algorithm>

namespace poolsize::sources {

void CommentIgnores::add(std::string_view text, const std::string& file, std::vector<EnvProblem>& problems) {
  constexpr std::string_view marker = "poolsize:";
  if (text.find(marker) == std::string_view::npos) return;
  for (int line = 1; !text.empty(); ++line) {
    const std::string_view whole = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(whole.size() + 1, text.size()));
    const std::size_t found = whole.find(marker);
    const std::size_t sign =
        found == std::string_view::npos ? std::string_view::npos : whole.rfind('#', found);
    if (sign == std::string_view::npos) continue;
    const Location where{file, line, static_cast<int>(sign) + 1};
    if (auto ignored = parse_ignores(whole.substr(sign), where)) {
      for (const IgnoredRule& each : *ignored)
        if (auto complaint = unknown_rule(each.rule)) problems.push_back({each.where, *std::move(complaint)});
      if (!ignored->empty()) by_line_[{file, line, 0}] = *std::move(ignored);
    } else {
      problems.push_back({where, "this is not a list of rules; write # poolsize: ignore[rule-id]"});
    }
  }
}

void CommentIgnores::apply(std::span<Variable> variables) const {
  if (by_line_.empty()) return;
  for (Variable& variable : variables) {
    for (const Location& place : {variable.name_at, variable.value_at}) {
      const auto found = by_line_.find({place.file, place.line, 0});
      if (found == by_line_.end()) continue;
      for (const IgnoredRule& ignored : found->second) variable.ignored.push_back(ignored.rule);
      if (variable.name_at.line == variable.value_at.line) break;
    }
  }
}

}  // namespace poolsize::sources
