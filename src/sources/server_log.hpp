// The messages of a PostgreSQL server's log, one after the other, from a file of any length.
#pragma once

#include "log_lines.hpp"
#include "log_prefix.hpp"
#include "log_record.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace poolsize::sources {

/// A reader of one format. What it gives points into it, until the next call.
class LogFormat {
 public:
  struct Message {
    LogRecord record;  ///< all but `at` and `has_milliseconds`
    LogTime time;
  };

  LogFormat() = default;
  LogFormat(const LogFormat&) = delete;
  LogFormat& operator=(const LogFormat&) = delete;
  virtual ~LogFormat() = default;

  /// Nothing at the end.
  virtual std::optional<Message> next() = 0;
  /// Lines that are none of a log's.
  Count skipped() const { return skipped_; }

 protected:
  void skip() { ++skipped_; }

 private:
  Count skipped_ = 0;
};

/// As log_destination has it: stderr behind a prefix, csvlog, jsonlog. Requires: the lines outlive it.
std::unique_ptr<LogFormat> stderr_log(LogLines&, LogPrefix);
std::unique_ptr<LogFormat> csv_log(LogLines&);
std::unique_ptr<LogFormat> json_log(LogLines&);

/// A file in whichever format it has.
class ServerLog {
 public:
  /// The prefix is that of log_line_prefix; without it, the usual one that most of the first lines have.
  /// Throws Error(Failure::access), and Error(Failure::input) for a file that begins like no log.
  ServerLog(const std::string& path, const std::optional<std::string>& prefix);

  /// Nothing at the end. Throws Error(Failure::access).
  std::optional<LogFormat::Message> next() { return format_->next(); }

  const std::string& name() const { return lines_.name(); }
  /// "stderr", "csvlog" or "jsonlog", as log_destination has it.
  std::string_view format() const { return format_name_; }
  double share() const { return lines_.share(); }
  Count skipped() const { return format_->skipped(); }
  /// Of the stderr format; nothing for the others, whose records have all there is.
  const std::optional<LogPrefix>& prefix() const { return prefix_; }

 private:
  LogLines lines_;
  std::optional<LogPrefix> prefix_;
  std::string_view format_name_ = "stderr";
  std::unique_ptr<LogFormat> format_;
};

}  // namespace poolsize::sources
