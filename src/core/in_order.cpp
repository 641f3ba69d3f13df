#include <poolsize/in_order.hpp>

namespace poolsize {

void InOrder::add(const TracedRequest& request) {
  const bool is_late = has_told_ && request.at < told_;
  if (is_late) ++late_;
  waiting_.push({.at = is_late ? told_ : request.at, .hold = request.hold});
  if (waiting_.size() > kept_) tell_first();
}

void InOrder::finish() {
  while (!waiting_.empty()) tell_first();
}

void InOrder::tell_first() {
  told_ = waiting_.top().at;
  has_told_ = true;
  sink_(waiting_.top());
  waiting_.pop();
}

}  // namespace poolsize
