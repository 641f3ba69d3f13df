// From the statements that a server saw to the requests that sent them: when each had a connection, and how
// long.
#pragma once

#include <poolsize/arrivals.hpp>
#include <poolsize/statement_kind.hpp>
#include <poolsize/units.hpp>

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

namespace poolsize {

/// One line of a log: a statement, or a part of one.
struct SeenStatement {
  Duration begin;
  Duration end;
  StatementKind kind = StatementKind::work;
  /// Parse and bind of the extended protocol: execute follows, and only then anything happens.
  bool is_preparation = false;
};

/// What was seen only in part, or not at all.
struct CheckoutLosses {
  Count cut_off = 0;     ///< began before the log does
  Count unfinished = 0;  ///< not ended where the log does
  Count failed = 0;      ///< statements by themselves that failed, whose durations the server does not log
  bool operator==(const CheckoutLosses&) const = default;
};

/// A request is a transaction, or a statement outside of one, with the ping before it; or in a session that
/// asyncpg.Pool resets, all from one reset to the next. Memory grows with the sessions that are at work.
class Checkouts {
 public:
  /// Is told of each request when it has ended, in the order of the ends, or somewhat later.
  using Sink = std::function<void(const TracedRequest&)>;

  explicit Checkouts(Sink sink);
  Checkouts(const Checkouts&) = delete;
  Checkouts& operator=(const Checkouts&) = delete;
  ~Checkouts();

  /// In the order of the log.
  void see(std::string_view session, const SeenStatement&);
  /// A statement of the session failed.
  void see_failure(std::string_view session, Duration at);
  /// The session is no more.
  void see_end(std::string_view session, Duration at);
  /// The log is at its end.
  void finish();

  const CheckoutLosses& losses() const;

 private:
  class Sessions;
  std::unique_ptr<Sessions> sessions_;
};

}  // namespace poolsize
