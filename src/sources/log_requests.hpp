// From the messages of a server's log to the requests that a pool's users made.
#pragma once

#include "log_clock.hpp"
#include "server_log.hpp"

#include <poolsize/checkouts.hpp>

#include <map>
#include <string>

namespace poolsize::sources {

/// Whose statements count: those for which all that is not empty is the same. "[unknown]" is an application
/// without a name.
struct LogFilter {
  std::string application;
  std::string database;
  std::string user;
};

/// What was in the logs, so far.
struct LogSummary {
  Count messages = 0;
  Count skipped = 0;             ///< lines that are none of a log's
  Count durations = 0;           ///< of statements that the filter lets through
  Count told = 0;                ///< statements of which is known what they were
  Duration shortest{1e9};        ///< of the durations
  bool has_milliseconds = true;  ///< all times
  /// Statements of each application, those that are filtered out too; at most so many applications that a
  /// person would look at them.
  std::map<std::string, Count> applications;
};

class LogRequests {
 public:
  LogRequests(LogFilter filter, Checkouts::Sink sink);

  /// In the order of the log, and of the logs.
  void see(const LogFormat::Message&);
  /// Behind the last.
  void finish() { checkouts_.finish(); }

  const LogSummary& summary() const { return summary_; }
  const CheckoutLosses& losses() const { return checkouts_.losses(); }

 private:
  /// The text that a session has begun to execute, where log_statement tells it before its duration.
  struct Begun {
    StatementKind kind = StatementKind::work;
    bool is_preparation = false;
  };

  bool passes(const LogRecord&) const;
  void see_statement(const LogRecord&, Duration at);
  void count(const LogRecord&);

  LogFilter filter_;
  LogClock clock_;
  Checkouts checkouts_;
  LogSummary summary_;
  std::map<std::string, Begun, std::less<>> begun_;
};

}  // namespace poolsize::sources
