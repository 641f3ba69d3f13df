// What stands in front of each line of a server's log.
#pragma once

#include "log_clock.hpp"
#include "log_record.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

/// PostgreSQL's log_line_prefix, read backwards: from a line to what its escapes stood for (PostgreSQL 15
/// Documentation, section 20.8.3).
class LogPrefix {
 public:
  /// Throws Error(Failure::input) for an escape that there is not, and for a prefix without a time or without
  /// a session.
  explicit LogPrefix(std::string_view setting);

  struct Line {
    LogRecord record;             ///< all but `at`
    std::optional<LogTime> time;  ///< of %m, %t or %n
  };
  /// Nothing where the line does not begin so, followed by a severity and a colon.
  std::optional<Line> match(std::string_view text) const;

  /// Whether it has the escape: 'a' for %a.
  bool has(char escape) const;
  std::string_view setting() const { return setting_; }

 private:
  struct Part {
    char escape = 0;  ///< 0: `text` as it is
    std::string text = {};
    bool is_padded = false;
  };
  /// What stands for an escape that may stand for anything, as far as it is tried.
  struct Name {
    std::size_t part;
    std::string_view begin;
    std::size_t size;
    bool grow();
  };

  Part take_part(std::string_view& rest) const;
  bool take(const Part&, std::string_view& rest, Line&) const;
  void set_names(Line&, const std::vector<Name>&) const;

  std::string setting_;
  std::vector<Part> parts_;
};

/// Prefixes that are in use, the likeliest first: PostgreSQL's own, Debian's, those that log analysers ask
/// for, and those of clouds.
std::span<const std::string_view> usual_prefixes();

}  // namespace poolsize::sources
