#include "log_prefix.hpp"

#include <poolsize/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace poolsize::sources {
namespace {

constexpr std::array<std::string_view, 8> usual{
    "%m [%p] ",  // PostgreSQL since 10
    "%m [%p] %q%u@%d/%a ",
    "%m [%p] %q%u@%d ",                                 // Debian
    "%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h ",  // pgBadger's documentation
    "%t [%p]: user=%u,db=%d,app=%a,client=%h ",
    "%t:%r:%u@%d:[%p]:",  // Amazon RDS
    "%m [%c] ",
    "%m [%p] %l %c ",
};

constexpr std::string_view escapes = "audrhbpPtmniecLlsvxqQ%";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hexadecimal(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

std::size_t count_front(std::string_view text, bool (*wanted)(char)) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, wanted) - text.begin());
}

/// "LOG:  duration: …": the severity, one word in any language, and what follows it.
bool take_severity(std::string_view text, LogRecord& record) {
  constexpr std::size_t longest_severity = 24;  // bytes; WARNING in Japanese has 6
  const std::size_t colon = text.substr(0, longest_severity).find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const std::string_view word = text.substr(0, colon);
  if (word.find_first_of(" \t[]@=") != std::string_view::npos || is_digit(word.front())) return false;
  std::string_view message = text.substr(colon + 1);
  if (!message.empty() && message.front() != ' ') return false;
  message.remove_prefix(std::min(message.find_first_not_of(' '), message.size()));
  record.severity = word;
  record.message = message;
  return true;
}

/// Of a process's number, or "6b0737ac.58cf".
std::size_t size_of(char escape, std::string_view text) {
  switch (escape) {
    case 'p':
    case 'P':
    case 'l':
    case 'x':
      return count_front(text, is_digit);
    case 'Q':
      return count_front(text, [](char c) { return is_digit(c) || c == '-'; });
    case 'c':
      return count_front(text, [](char c) { return is_hexadecimal(c) || c == '.'; });
    default:
      return 0;
  }
}

/// Which may be empty, for a process without it.
bool may_be_empty(char escape) { return escape == 'P' || escape == 'x' || escape == 'Q'; }

std::optional<LogTime> take_epoch(std::string_view& text) {
  std::int64_t seconds = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (failure != std::errc{}) return std::nullopt;
  std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
  LogTime time{.milliseconds = 1000 * seconds, .zone = {}, .has_milliseconds = false};
  if (rest.size() > 3 && rest[0] == '.' && is_digit(rest[1]) && is_digit(rest[2]) && is_digit(rest[3])) {
    time.milliseconds += 100 * (rest[1] - '0') + 10 * (rest[2] - '0') + (rest[3] - '0');
    time.has_milliseconds = true;
    rest.remove_prefix(4);
  }
  text = rest;
  return time;
}

}  // namespace

LogPrefix::LogPrefix(std::string_view setting) : setting_(setting) {
  for (std::size_t i = 0; i < setting.size(); ++i) {
    if (setting[i] != '%') {
      if (parts_.empty() || parts_.back().escape != 0) parts_.push_back({});
      parts_.back().text += setting[i];
      continue;
    }
    ++i;
    const std::size_t padding = i;
    while (i < setting.size() && (is_digit(setting[i]) || setting[i] == '-')) ++i;
    const char escape = i < setting.size() ? setting[i] : '\0';
    if (escape == 0 || escapes.find(escape) == std::string_view::npos) {
      const std::string what = escape == 0 ? "ends in a %" : fmt::format("has no such escape as %{}", escape);
      throw Error(Failure::input,
                  fmt::format("{} {}; write it as postgresql.conf has it", quoted(setting), what));
    }
    if (escape == '%') {
      parts_.push_back({.escape = 0, .text = "%"});
    } else {
      parts_.push_back({.escape = escape, .text = i > padding ? "padded" : ""});
    }
  }
  if (!has('m') && !has('t') && !has('n'))
    throw Error(Failure::input,
                fmt::format("{} has no time; log with %m in log_line_prefix", quoted(setting)));
  if (!has('p') && !has('c'))
    throw Error(
        Failure::input,
        fmt::format("{} tells no sessions apart; log with %p or %c in log_line_prefix", quoted(setting)));
}

bool LogPrefix::has(char escape) const {
  return std::ranges::find(parts_, escape, &Part::escape) != parts_.end();
}

std::optional<LogPrefix::Line> LogPrefix::match(std::string_view line) const {
  Line found;
  if (!match_from(0, line, found)) return std::nullopt;
  return found;
}

bool LogPrefix::match_from(std::size_t part, std::string_view rest, Line& line) const {
  if (part == parts_.size()) return take_severity(rest, line.record);
  const auto& [escape, text] = parts_[part];
  if (escape == 0) {
    if (!rest.starts_with(text)) return false;
    return match_from(part + 1, rest.substr(text.size()), line);
  }
  // Processes that are no session stop here.
  if (escape == 'q') return match_from(part + 1, rest, line) || take_severity(rest, line.record);
  const bool is_padded = !text.empty();
  const auto skip_padding = [&] {
    if (is_padded) rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  };
  skip_padding();
  if (escape == 'm' || escape == 't' || escape == 's' || escape == 'n') {
    const std::optional<LogTime> time = escape == 'n' ? take_epoch(rest) : take_log_time(rest);
    if (!time) return false;
    if (escape != 's') line.time = time;
    skip_padding();
    return match_from(part + 1, rest, line);
  }
  const std::size_t size = size_of(escape, rest);
  if (size == 0 && !may_be_empty(escape)) return match_free(part, rest, line);
  // A session's id tells more than a process's number, which comes again.
  if (escape == 'c' || (escape == 'p' && !has('c'))) line.record.session = rest.substr(0, size);
  rest.remove_prefix(size);
  skip_padding();
  return match_from(part + 1, rest, line);
}

/// Names may hold anything: up to where what follows fits.
bool LogPrefix::match_free(std::size_t part, std::string_view rest, Line& line) const {
  constexpr std::size_t longest_name = 128;  // NAMEDATALEN is 64 bytes; a host's name may be longer
  const char escape = parts_[part].escape;
  if (escape == 'p' || escape == 'c' || escape == 'l') return false;
  const std::size_t most = std::min(rest.size(), longest_name);
  for (std::size_t size = 0; size <= most; ++size) {
    if (!match_from(part + 1, rest.substr(size), line)) continue;
    std::string_view name = rest.substr(0, size);
    if (!parts_[part].text.empty()) name = name.substr(0, name.find_last_not_of(' ') + 1);
    if (escape == 'a') line.record.application = name;
    if (escape == 'u') line.record.user = name;
    if (escape == 'd') line.record.database = name;
    if (escape == 'i') line.record.command_tag = name;
    return true;
  }
  return false;
}

std::span<const std::string_view> usual_prefixes() { return usual; }

}  // namespace poolsize::sources
