// The times of a log, as seconds that pass.
#pragma once

#include <poolsize/units.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace poolsize::sources {

/// As PostgreSQL writes it.
struct LogTime {
  std::int64_t milliseconds = 0;  ///< since 1970, of the zone
  std::string_view zone;          ///< "UTC", "CEST", "+03"; empty for UTC
  bool has_milliseconds = false;
};

/// "2026-11-25 19:31:55.436 UTC", with or without milliseconds, at the front of `text`, and takes it from
/// there; nothing, and `text` as it was, for anything else.
std::optional<LogTime> take_log_time(std::string_view& text);

/// Seconds since the first time that it was asked for. The offsets of zones with a number are known; others
/// are found where a zone follows another, as CET follows CEST: the clock was set by an hour, if at all.
class LogClock {
 public:
  Duration since_first(const LogTime&);

 private:
  std::int64_t offset_of(const LogTime&);

  std::optional<std::int64_t> first_;  ///< a whole second
  std::int64_t last_ = 0;
  std::int64_t last_offset_ = 0;
  std::map<std::string, std::int64_t, std::less<>> offsets_;  ///< milliseconds to take away
};

}  // namespace poolsize::sources
