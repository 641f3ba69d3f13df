// A queue whose requests open connections, which takes them longer.
#pragma once

#include "queue_model.hpp"

namespace poolsize {

/// A request that opens a connection has its place in the pool for longer. But who comes while all places are
/// taken opens none: until the line is gone, places become free as if nobody connected. So all are taken as
/// often as in a queue with the longer holds, and who waits then does so as in one without.
class ConnectingQueue {
 public:
  /// `longer` is the queue with the connects in its holds, `plain` without. Requires: settles(longer).
  ConnectingQueue(const QueueModel& longer, const QueueModel& plain);

  double waiting() const { return often_ * poolsize::waiting(plain_); }
  double timeouts() const { return often_ * poolsize::timeouts(plain_); }
  /// Of all requests: P(no connection within `goal`)
  double late(Duration goal) const { return often_ * poolsize::late(plain_, goal); }

  // Of the requests served
  Duration served_mean() const { return poolsize::served_mean(plain_) * served_often(); }
  double served_late(Duration goal) const { return served_often() * poolsize::served_late(plain_, goal); }
  Duration served_quantile(double percentile) const;

 private:
  /// How much more often who is served has waited.
  double served_often() const;

  const QueueModel& plain_;
  double often_ = 1;
};

}  // namespace poolsize
