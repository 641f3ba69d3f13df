#include "connecting_queue.hpp"

#include <cassert>

namespace poolsize {

ConnectingQueue::ConnectingQueue(const QueueModel& longer, const QueueModel& plain) : plain_(plain) {
  assert(settles(longer) && settles(plain));
  const double rarely = poolsize::waiting(plain);
  if (rarely > 0) often_ = poolsize::waiting(longer) / rarely;
}

double ConnectingQueue::served_often() const {
  const double served = 1 - timeouts();
  return served > 0 ? often_ * (1 - poolsize::timeouts(plain_)) / served : 1;
}

Duration ConnectingQueue::served_quantile(double percentile) const {
  const double often = served_often();
  if (often == 1) return poolsize::served_quantile(plain_, percentile);
  const double plain = 1 - (1 - percentile) / often;
  return plain > 0 ? poolsize::served_quantile(plain_, plain) : Duration{};
}

}  // namespace poolsize
