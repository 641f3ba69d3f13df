#include "session_checkouts.hpp"

#include <algorithm>
#include <utility>

namespace poolsize {

bool SessionCheckouts::see(const SeenStatement& statement, const Sink& sink) {
  using enum StatementKind;
  if (statement.kind == resets && !statement.is_preparation) return see_reset(statement, sink);
  if (statement.kind == looks_up) return see_lookup(statement);
  const bool is_next_ping = statement.kind == pings && request_ && request_->has_ended;
  if (request_ && request_->has_ended && !is_reset_by_pool_ && (!request_->is_ping() || is_next_ping))
    tell(sink);
  extend(statement);
  // asyncpg prepares ";" and never executes it.
  if (statement.kind == pings) request_->has_ping = true;
  if (statement.is_preparation) return true;
  switch (statement.kind) {
    case opens:
      is_in_transaction_ = true;
      break;
    case closes:
      if (!is_in_transaction_) return see_close();
      is_in_transaction_ = false;
      break;
    case reopens:
      tell(sink);
      is_in_transaction_ = true;
      extend({.begin = statement.end, .end = statement.end});
      break;
    case work:
      request_->has_work = true;
      break;
    case pings:
    case resets:
    case looks_up:
      break;
  }
  was_seen_ = true;
  request_->has_ended = !is_in_transaction_;
  return true;
}

/// Asked for a request it is a part of it; asked for the connection it is none.
bool SessionCheckouts::see_lookup(const SeenStatement& statement) {
  if (request_ && !request_->has_ended) extend(statement);
  return true;
}

/// A COMMIT without a transaction: a warning, or the end of one that nobody saw begin.
bool SessionCheckouts::see_close() {
  request_.reset();
  return std::exchange(was_seen_, true);
}

bool SessionCheckouts::see_reset(const SeenStatement& statement, const Sink& sink) {
  const bool has_begun = request_ || is_reset_by_pool_;
  is_reset_by_pool_ = true;
  is_in_transaction_ = false;
  was_seen_ = true;
  if (!has_begun) return false;
  extend(statement);
  tell(sink);
  return true;
}

bool SessionCheckouts::see_failure(Duration at) {
  if (!request_ || request_->has_ended) return false;
  request_->end = std::max(request_->end, at);
  request_->has_ended = !is_in_transaction_;
  return true;
}

void SessionCheckouts::flush(const Sink& sink) {
  if (request_ && request_->has_ended && !is_reset_by_pool_) tell(sink);
}

void SessionCheckouts::see_end(Duration at, const Sink& sink) {
  if (!request_) return;
  if (!request_->has_ended) request_->end = std::max(request_->end, at);
  tell(sink);
}

void SessionCheckouts::extend(const SeenStatement& statement) {
  if (!request_) {
    // One after the other, also where the clock's step hides it.
    const Duration begin = std::max(statement.begin, last_end_.value_or(statement.begin));
    request_ = Request{.begin = begin, .end = std::max(begin, statement.end), .in_server = {}};
  }
  request_->end = std::max(request_->end, statement.end);
  request_->in_server = request_->in_server + (statement.end - statement.begin);
  request_->has_ended = false;
}

/// A log's clock has coarse steps: a request is not shorter than its statements, which are timed finely.
void SessionCheckouts::tell(const Sink& sink) {
  const Duration hold = std::max(request_->end - request_->begin, request_->in_server);
  last_end_ = request_->begin + hold;
  sink({.at = request_->begin, .hold = hold});
  request_.reset();
}

}  // namespace poolsize
