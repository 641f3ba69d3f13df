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

void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
}

bool is_time(char escape) { return std::string_view("mtns").find(escape) != std::string_view::npos; }
/// What has no form: it ends where what follows begins.
bool is_name(char escape) { return std::string_view("audrhbiev").find(escape) != std::string_view::npos; }

/// Which may be empty, for a process without it.
bool may_be_empty(char escape) { return escape == 'P' || escape == 'x' || escape == 'Q'; }

std::optional<LogTime> take_epoch(std::string_view& text) {
  constexpr std::int64_t latest = 253'402'300'799;  // the last second of the year 9999
  std::int64_t seconds = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (failure != std::errc{} || seconds < 0 || seconds > latest) return std::nullopt;
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
  for (std::string_view rest = setting; !rest.empty();) parts_.push_back(take_part(rest));
  if (!has('m') && !has('t') && !has('n'))
    throw Error(Failure::input,
                fmt::format("{} has no time; log with %m in log_line_prefix", quoted(setting)));
  if (!has('p') && !has('c'))
    throw Error(
        Failure::input,
        fmt::format("{} tells no sessions apart; log with %p or %c in log_line_prefix", quoted(setting)));
}

/// Up to the next escape, or that.
LogPrefix::Part LogPrefix::take_part(std::string_view& rest) const {
  Part part;
  if (rest.front() != '%') {
    part.text = rest.substr(0, rest.find('%'));
    rest.remove_prefix(part.text.size());
    return part;
  }
  rest.remove_prefix(1);
  const std::size_t padding = count_front(rest, [](char c) { return is_digit(c) || c == '-'; });
  rest.remove_prefix(padding);
  if (rest.empty() || escapes.find(rest.front()) == std::string_view::npos) {
    const std::string what =
        rest.empty() ? "ends in a %" : fmt::format("has no such escape as %{}", rest.front());
    throw Error(Failure::input,
                fmt::format("{} {}; write it as postgresql.conf has it", quoted(setting_), what));
  }
  part.escape = rest.front();
  part.is_padded = padding > 0;
  if (part.escape == '%') part = {.escape = 0, .text = "%", .is_padded = false};
  rest.remove_prefix(1);
  return part;
}

bool LogPrefix::has(char escape) const {
  return std::ranges::find(parts_, escape, &Part::escape) != parts_.end();
}

std::optional<LogPrefix::Line> LogPrefix::match(std::string_view text) const {
  Line line;
  std::vector<Name> names;
  std::optional<std::string_view> without_session;
  std::string_view rest = text;
  for (std::size_t part = 0;;) {
    if (part == parts_.size() && take_severity(rest, line.record)) return set_names(line, names), line;
    if (part < parts_.size() && is_name(parts_[part].escape)) {
      if (parts_[part].is_padded) skip_blanks(rest);
      names.push_back({.part = part++, .begin = rest, .size = 0});
    } else if (part < parts_.size() && take(parts_[part], rest, line)) {
      // Processes that are no session stop here.
      if (parts_[part++].escape == 'q') without_session = rest;
    } else {
      // Names may hold anything: the last one ends later, or else the one before.
      while (!names.empty() && !names.back().grow()) names.pop_back();
      if (names.empty()) break;
      part = names.back().part + 1;
      rest = names.back().begin.substr(names.back().size);
    }
  }
  if (without_session && take_severity(*without_session, line.record)) return line;
  return std::nullopt;
}

/// What has a form of its own.
bool LogPrefix::take(const Part& part, std::string_view& rest, Line& line) const {
  if (part.escape == 0) {
    if (!rest.starts_with(part.text)) return false;
    rest.remove_prefix(part.text.size());
    return true;
  }
  if (part.escape == 'q') return true;
  if (part.is_padded) skip_blanks(rest);
  if (is_time(part.escape)) {
    const std::optional<LogTime> time = part.escape == 'n' ? take_epoch(rest) : take_log_time(rest);
    if (!time) return false;
    if (part.escape != 's') line.time = time;
  } else {
    const std::size_t size = size_of(part.escape, rest);
    if (size == 0 && !may_be_empty(part.escape)) return false;
    // A session's id tells more than a process's number, which comes again.
    if (part.escape == 'c' || (part.escape == 'p' && !has('c'))) line.record.session = rest.substr(0, size);
    rest.remove_prefix(size);
  }
  if (part.is_padded) skip_blanks(rest);
  return true;
}

bool LogPrefix::Name::grow() {
  constexpr std::size_t longest = 128;  // NAMEDATALEN is 64 bytes; a host's name may be longer
  if (size >= std::min(begin.size(), longest)) return false;
  ++size;
  return true;
}

void LogPrefix::set_names(Line& line, const std::vector<Name>& names) const {
  for (const Name& each : names) {
    std::string_view name = each.begin.substr(0, each.size);
    if (parts_[each.part].is_padded) name = name.substr(0, name.find_last_not_of(' ') + 1);
    switch (parts_[each.part].escape) {
      case 'a':
        line.record.application = name;
        break;
      case 'u':
        line.record.user = name;
        break;
      case 'd':
        line.record.database = name;
        break;
      case 'i':
        line.record.command_tag = name;
        break;
      default:
        break;
    }
  }
}

std::span<const std::string_view> usual_prefixes() { return usual; }

}  // namespace poolsize::sources
