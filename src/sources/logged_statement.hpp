// What a line of the log says of a statement.
#pragma once

#include <poolsize/units.hpp>

#include <optional>
#include <string_view>

namespace poolsize::sources {

/// "duration: 0.333 ms  statement: BEGIN": log_min_duration_statement and log_duration write such lines when
/// a statement has ended, log_statement others when it begins, without a duration
/// (src/backend/tcop/postgres.c).
struct LoggedStatement {
  enum class Phase {
    unknown,  ///< a duration alone: log_duration, or the text was logged when it began
    simple,
    parse,
    bind,
    execute,
  };
  std::optional<Duration> duration;
  Phase phase = Phase::unknown;
  std::string_view text;
};

/// Nothing where the message is about something else, as the plans of auto_explain are, which has durations
/// too.
std::optional<LoggedStatement> parse_logged_statement(std::string_view message);

}  // namespace poolsize::sources
