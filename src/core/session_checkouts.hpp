// The requests of one session, from its statements.
#pragma once

#include <poolsize/checkouts.hpp>

#include <optional>

namespace poolsize {

/// A request that has ended is told when the next begins, because only then it is clear that nothing more
/// belongs to it.
class SessionCheckouts {
 public:
  using Sink = Checkouts::Sink;

  /// False where the statement ends what began before anything was seen.
  bool see(const SeenStatement&, const Sink&);
  /// False where nothing was under way that could have failed.
  bool see_failure(Duration at);
  /// Tells what has ended.
  void flush(const Sink&);
  /// The session is no more: what was under way has ended too.
  void see_end(Duration at, const Sink&);

  /// Whether a request is under way, or one may go on.
  bool is_at_work() const { return request_.has_value(); }

 private:
  struct Request {
    Duration begin;
    Duration end;
    Duration in_server;
    bool has_ping = false;
    bool has_work = false;
    bool has_ended = false;

    bool is_ping() const { return has_ping && !has_work; }
  };

  void extend(const SeenStatement&);
  void tell(const Sink&);
  bool see_reset(const SeenStatement&, const Sink&);
  bool see_close();
  bool see_lookup(const SeenStatement&);

  std::optional<Request> request_;
  std::optional<Duration> last_end_;
  bool is_in_transaction_ = false;
  bool is_reset_by_pool_ = false;
  bool was_seen_ = false;
};

}  // namespace poolsize
