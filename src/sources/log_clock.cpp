#include "log_clock.hpp"

#include <algorithm>
#include <chrono>

namespace poolsize::sources {
namespace {

constexpr std::int64_t second = 1000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// "2026-11-25 19:31:55"
constexpr std::string_view form = "0000-00-00 00:00:00";

bool has_form(std::string_view text) {
  if (text.size() < form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i)
    if (form[i] == '0' ? !is_digit(text[i]) : text[i] != form[i]) return false;
  return true;
}

int digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) value = 10 * value + (text[at + i] - '0');
  return value;
}

/// Letters, or a sign and digits with colons between.
std::size_t zone_size(std::string_view text) {
  if (text.empty()) return 0;
  if (is_letter(text.front()))
    return static_cast<std::size_t>(std::ranges::find_if_not(text, is_letter) - text.begin());
  if (text.front() != '+' && text.front() != '-') return 0;
  std::size_t size = 1;
  while (size < text.size() &&
         (is_digit(text[size]) || (text[size] == ':' && size + 1 < text.size() && is_digit(text[size + 1]))))
    ++size;
  return size;
}

/// Of "+03", "-0330" and "+05:30".
std::int64_t numeric_offset(std::string_view zone) {
  std::string plain(zone.substr(1));
  std::erase(plain, ':');
  if (plain.size() < 2) return 0;
  const std::int64_t minutes = plain.size() >= 4 ? digits(plain, 2, 2) : 0;
  const std::int64_t offset = digits(plain, 0, 2) * hour + minutes * minute;
  return zone.front() == '-' ? -offset : offset;
}

}  // namespace

std::optional<LogTime> take_log_time(std::string_view& text) {
  if (!has_form(text)) return std::nullopt;
  std::string_view rest = text.substr(form.size());
  LogTime time;
  int milliseconds = 0;
  if (rest.size() >= 4 && rest[0] == '.' && is_digit(rest[1]) && is_digit(rest[2]) && is_digit(rest[3])) {
    milliseconds = digits(rest, 1, 3);
    time.has_milliseconds = true;
    rest.remove_prefix(4);
  }
  if (rest.starts_with(' ')) {
    const std::size_t size = zone_size(rest.substr(1));
    if (size > 0) {
      time.zone = rest.substr(1, size);
      rest.remove_prefix(1 + size);
    }
  }
  const std::chrono::year_month_day day{std::chrono::year{digits(text, 0, 4)},
                                        std::chrono::month{static_cast<unsigned>(digits(text, 5, 2))},
                                        std::chrono::day{static_cast<unsigned>(digits(text, 8, 2))}};
  if (!day.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(day).time_since_epoch().count();
  time.milliseconds = days * 24 * hour + digits(text, 11, 2) * hour + digits(text, 14, 2) * minute +
                      digits(text, 17, 2) * second + milliseconds;
  text = rest;
  return time;
}

Duration LogClock::since_first(const LogTime& time) {
  const std::int64_t now = time.milliseconds - offset_of(time);
  if (!first_) first_ = now - (now % second);
  last_ = now;
  return {static_cast<double>(now - *first_) / static_cast<double>(second)};
}

std::int64_t LogClock::offset_of(const LogTime& time) {
  if (const auto known = offsets_.find(time.zone); known != offsets_.end())
    return last_offset_ = known->second;
  if (!time.zone.empty() && !is_letter(time.zone.front())) {
    last_offset_ = numeric_offset(time.zone);
  } else if (first_) {
    // The clock goes on: by the least of what it may have been set by.
    const std::int64_t before = last_offset_;
    for (const std::int64_t change : {-hour, std::int64_t{0}, hour})
      if (time.milliseconds - (before + change) >= last_) last_offset_ = before + change;
  }
  offsets_.emplace(time.zone, last_offset_);
  return last_offset_;
}

}  // namespace poolsize::sources
