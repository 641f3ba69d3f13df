#include "ignore_comment.hpp"

#include <poolsize/error.hpp>
#include <poolsize/rules.hpp>
#include <poolsize/suggest.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace poolsize::sources {
namespace {

constexpr std::string_view blanks = " \t";

bool take(std::string_view text, std::size_t& at, std::string_view word) {
  const std::size_t begin = text.find_first_not_of(blanks, at);
  if (begin == std::string_view::npos || !text.substr(begin).starts_with(word)) return false;
  at = begin + word.size();
  return true;
}

/// The rules of the list in text[begin, end); false if one of them is empty.
bool add_rules(std::string_view text, std::size_t begin, std::size_t end, const Location& where,
               std::vector<IgnoredRule>& rules) {
  while (begin <= end) {
    const std::size_t comma = std::min(text.find(',', begin), end);
    const std::size_t first = text.find_first_not_of(blanks, begin);
    if (first >= comma) return false;
    const std::size_t last = text.find_last_not_of(blanks, comma - 1);
    rules.push_back({.rule = std::string(text.substr(first, last - first + 1)),
                     .where = {where.file, where.line, where.column + static_cast<int>(first)}});
    begin = comma + 1;
  }
  return true;
}

}  // namespace

std::optional<std::vector<IgnoredRule>> parse_ignores(std::string_view comment, const Location& where) {
  constexpr std::string_view marker = "poolsize:";
  std::vector<IgnoredRule> rules;
  for (std::size_t at = comment.find(marker); at != std::string_view::npos; at = comment.find(marker, at)) {
    at += marker.size();
    if (!take(comment, at, "ignore")) continue;
    if (!take(comment, at, "[")) return std::nullopt;
    const std::size_t end = comment.find(']', at);
    if (end == std::string_view::npos || !add_rules(comment, at, end, where, rules)) return std::nullopt;
    at = end;
  }
  return rules;
}

std::optional<std::string> unknown_rule(std::string_view rule) {
  if (find_rule(rule) != nullptr) return std::nullopt;
  std::vector<std::string_view> ids;
  for (const Rule& each : rules()) ids.push_back(each.id);
  const auto meant = closest(rule, ids);
  return fmt::format("there is no rule {}{}", quoted(rule),
                     meant ? fmt::format("; did you mean {}?", *meant)
                           : "; see `poolsize check --list-rules` for those there are");
}

}  // namespace poolsize::sources
