#include <poolsize/excerpt.hpp>
#include <poolsize/redact.hpp>
#include <poolsize/utf8.hpp>

#include <algorithm>

namespace poolsize {
namespace {

/// Beyond this it is data and not something that somebody wrote.
constexpr std::size_t longest_line = 10'000;

/// What of it fits a terminal of usual width, twice.
constexpr int widest = 160;
constexpr int widest_front = 80;

constexpr std::string_view blanks = " \t";
constexpr std::string_view ellipsis = "…";

int characters_in(std::string_view text) {
  int count = 0;
  while (!text.empty()) {
    const std::optional<CodePoint> next = first_code_point(text);
    text.remove_prefix(next ? next->bytes : 1);
    ++count;
  }
  return count;
}

/// The first `count` characters.
std::string_view first_characters(std::string_view text, int count) {
  std::size_t end = 0;
  for (; count > 0 && end < text.size(); --count) {
    const std::optional<CodePoint> next = first_code_point(text.substr(end));
    end += next ? next->bytes : 1;
  }
  return text.substr(0, end);
}

/// How long the value is that begins `text`: to its closing quote, or to what ends a bare one.
std::size_t value_size(std::string_view text) {
  if (text.starts_with('"') || text.starts_with('\'')) {
    for (std::size_t at = 1; at < text.size(); ++at) {
      if (text[at] == text.front()) return at + 1;
      if (text[at] == '\\') ++at;
    }
    return text.size();
  }
  const std::size_t end = std::min(text.find_first_of(blanks), text.size());
  // Commas and brackets end a number in a list; in a URL they are part of it.
  if (text.substr(0, end).find("://") != std::string_view::npos) return end;
  return std::min(text.find_first_of(",)]}"), end);
}

/// Whether a value can be shown whatever its variable is called: a number, a switch.
bool harmless(std::string_view value) {
  constexpr std::size_t longest = 12;
  const bool number = value.find_first_not_of("0123456789.+-") == std::string_view::npos;
  return value.size() <= longest && (number || value == "true" || value == "false");
}

/// The line in three parts: what the finding points to, and what may be shown on both sides of it.
struct Parts {
  std::string front;
  std::string_view token;
  std::string rest;
};

/// What stands behind the token: its punctuation and a comment; nothing of other variables.
std::string rest_behind(std::string_view rest) {
  const std::size_t end = std::min(rest.find_first_not_of(",)]}; \t\r"), rest.size());
  if (end == rest.size() || rest[end] == '#') return std::string(rest);
  return std::string(rest.substr(0, end)).append(ellipsis);
}

Parts parts_of(std::string_view line, std::size_t begin, const Finding& finding) {
  Parts parts;
  const std::size_t neighbours = line.substr(0, begin).find_last_of(",{[(;");
  if (neighbours == std::string_view::npos)
    parts.front = line.substr(0, begin);
  else
    parts.front = std::string(ellipsis).append(line.substr(neighbours + 1, begin - neighbours - 1));

  const std::string_view tail = line.substr(begin);
  const bool at_name = !finding.variable.empty() && tail.starts_with(finding.variable);
  parts.token = at_name ? tail.substr(0, finding.variable.size()) : tail.substr(0, value_size(tail));
  const std::string_view rest = tail.substr(parts.token.size());
  if (!at_name) {
    parts.rest = rest_behind(rest);
    return parts;
  }
  const std::size_t value = std::min(rest.find_first_not_of("=:\"' \t"), rest.size());
  parts.rest = rest.substr(0, value);
  const std::string_view behind = rest.substr(value);
  if (harmless(finding.value) && behind.starts_with(finding.value))
    parts.rest.append(finding.value).append(rest_behind(behind.substr(finding.value.size())));
  else if (!behind.empty())
    parts.rest.append(ellipsis);
  return parts;
}

}  // namespace

std::optional<Excerpt> excerpt(std::string_view text, const Finding& finding) {
  if (finding.where.line == 0 || finding.variable.empty() || text.size() > longest_line) return std::nullopt;
  std::string line(text);
  std::ranges::replace(line, '\t', ' ');
  const auto begin = static_cast<std::size_t>(std::max(finding.where.column, 1) - 1);
  if (finding.where.column == 0 || begin >= line.size())
    return Excerpt{.line = std::string(first_characters(printable(redacted(line)), widest))};

  const Parts parts = parts_of(line, begin, finding);
  Excerpt result{.column = characters_in(std::string_view(line).substr(0, begin)) + 1};
  result.end_column = result.column + characters_in(parts.token);

  const std::string hidden = redacted(parts.front + std::string(parts.token) + parts.rest);
  if (!hidden.starts_with(parts.front)) {
    result.line = first_characters(printable(hidden), widest);
    return result;
  }
  std::string front = printable(parts.front);
  if (const int size = characters_in(front); size > widest_front) {
    const std::size_t cut = first_characters(front, size - widest_front).size();
    front = std::string(ellipsis).append(front.substr(cut));
  }
  const std::string_view behind = std::string_view(hidden).substr(parts.front.size());
  const std::string token =
      behind.starts_with(parts.token) ? std::string(parts.token) : redacted(parts.token);
  result.line = first_characters(front + printable(behind), widest);
  result.indent = characters_in(front);
  const int shown = characters_in(behind.starts_with(token) ? printable(token) : printable(behind));
  result.width = std::clamp(widest - result.indent, 1, std::max(shown, 1));
  return result;
}

}  // namespace poolsize
