// Who waits for a connection: in the order of asking, for the deadlines, and in each instance's line.
#pragma once

#include "requests.hpp"
#include "ring.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace poolsize {

class Waiting {
 public:
  using Ticket = std::uint64_t;

  explicit Waiting(std::size_t instances) : lines_(instances) {}

  bool empty() const { return waiters_.empty(); }
  Count count() const { return count_; }

  void join(const Request& request) {
    lines_[request.instance].push(waiters_.push({.request = request}));
    ++count_;
  }

  /// Takes the first out of an instance's line; it still waits.
  std::optional<Ticket> call(std::uint32_t instance) {
    Line& line = lines_[instance];
    while (!line.empty()) {
      const Ticket ticket = line.front();
      line.pop_front();
      if (holds(ticket)) return ticket;
    }
    return std::nullopt;
  }

  /// A woken waiter found nothing. True for the first time.
  bool rejoin(Ticket ticket) {
    Waiter& waiter = waiters_[ticket];
    lines_[waiter.request.instance].push(ticket);
    waiter.is_woken = false;
    const bool is_first_time = !waiter.was_overtaken;
    waiter.was_overtaken = true;
    return is_first_time;
  }

  Request leave(Ticket ticket) {
    const Request request = waiters_[ticket].request;
    waiters_[ticket].is_gone = true;
    --count_;
    while (!waiters_.empty() && waiters_.front().is_gone) waiters_.pop_front();
    Line& line = lines_[request.instance];
    if (!line.empty() && line.front() == ticket) line.pop_front();
    return request;
  }

  bool holds(Ticket ticket) { return waiters_.holds(ticket) && !waiters_[ticket].is_gone; }
  const Request& request(Ticket ticket) { return waiters_[ticket].request; }

  /// Who asked first has the first deadline, wherever in its line it has come to be. Requires: not empty.
  Ticket earliest() const { return waiters_.first(); }
  /// Infinity if nobody waits.
  double earliest_asked() {
    return waiters_.empty() ? std::numeric_limits<double>::infinity() : waiters_.front().request.asked;
  }

  /// Who was called will look at the pool then. Requires: not before those that were woken earlier.
  void wake(Ticket ticket, double looks_at) {
    waiters_[ticket].is_woken = true;
    woken_.push({looks_at, ticket});
  }
  bool is_woken(Ticket ticket) { return waiters_[ticket].is_woken; }
  /// When the next who was woken looks; infinity if nobody was.
  double next_look() { return woken_.empty() ? std::numeric_limits<double>::infinity() : woken_.front().at; }
  /// Who looks next, and may have gone meanwhile. Requires: somebody was woken.
  Ticket take_look() {
    const Ticket ticket = woken_.front().ticket;
    woken_.pop_front();
    return ticket;
  }

 private:
  struct Look {
    double at = 0;
    Ticket ticket = 0;
  };
  struct Waiter {
    Request request;
    bool is_woken = false;
    bool is_gone = false;
    bool was_overtaken = false;
  };
  using Line = Ring<Ticket>;  ///< who has gone meanwhile may still be in it

  Ring<Waiter> waiters_;
  std::vector<Line> lines_;
  Ring<Look> woken_;
  Count count_ = 0;
};

}  // namespace poolsize
