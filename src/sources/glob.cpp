#include "glob.hpp"

#include <algorithm>
#include <optional>
#include <vector>

namespace poolsize::sources {
namespace {

/// What a pattern begins with: how long that is, and whether it takes a character.
struct Step {
  std::size_t size = 1;
  bool takes = false;
};

/// The set that begins at `pattern[0] == '['`; nothing where no bracket closes it, and it is a character
/// then.
std::optional<Step> set_step(std::string_view pattern, char c) {
  std::size_t at = 1;
  const bool negated = pattern.substr(at).starts_with('!') || pattern.substr(at).starts_with('^');
  if (negated) ++at;
  bool found = false;
  for (bool first = true; at < pattern.size(); first = false) {
    if (pattern[at] == ']' && !first) return Step{at + 1, found != negated};
    const bool range = at + 2 < pattern.size() && pattern[at + 1] == '-' && pattern[at + 2] != ']';
    const char last = range ? pattern[at + 2] : pattern[at];
    found = found || (pattern[at] <= c && c <= last);
    at += range ? 3 : 1;
  }
  return std::nullopt;
}

/// How the pattern, which is not empty and begins with no star, takes `c`.
Step step(std::string_view pattern, char c) {
  if (pattern.front() == '?') return {1, true};
  if (pattern.front() == '[')
    if (const auto set = set_step(pattern, c)) return *set;
  if (pattern.front() == '\\' && pattern.size() > 1) return {2, c == pattern[1]};
  return {1, c == pattern.front()};
}

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    if (slash > 0) parts.push_back(path.substr(0, slash));
    if (slash == path.size()) return parts;
    path.remove_prefix(slash + 1);
  }
}

/// `**` takes as few parts as it can, and one more where the rest then fails; only the last one can need
/// that.
bool parts_match(const std::vector<std::string_view>& pattern, const std::vector<std::string_view>& path) {
  std::size_t p = 0;
  std::size_t at = 0;
  std::optional<std::size_t> behind_stars;
  std::size_t taken = 0;
  while (at < path.size() || p < pattern.size()) {
    if (p < pattern.size() && pattern[p] == "**") {
      behind_stars = ++p;
      taken = at;
    } else if (p < pattern.size() && at < path.size() && glob_matches(pattern[p], path[at])) {
      ++p;
      ++at;
    } else if (behind_stars && taken < path.size()) {
      p = *behind_stars;
      at = ++taken;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view name) {
  // As in parts_match(), with characters for parts.
  std::size_t at = 0;
  std::optional<std::string_view> behind_star;
  std::size_t taken = 0;
  while (at < name.size() || !pattern.empty()) {
    if (pattern.starts_with('*')) {
      pattern.remove_prefix(1);
      behind_star = pattern;
      taken = at;
      continue;
    }
    const Step next = pattern.empty() || at == name.size() ? Step{} : step(pattern, name[at]);
    if (next.takes) {
      pattern.remove_prefix(next.size);
      ++at;
    } else if (behind_star && taken < name.size()) {
      pattern = *behind_star;
      at = ++taken;
    } else {
      return false;
    }
  }
  return true;
}

bool path_matches(std::string_view pattern, std::string_view path) {
  const std::vector<std::string_view> parts = parts_of(path);
  if (pattern.find('/') != std::string_view::npos) return parts_match(parts_of(pattern), parts);
  return std::ranges::any_of(parts, [&](std::string_view part) { return glob_matches(pattern, part); });
}

}  // namespace poolsize::sources
