// The server's connections: how many are open, and what is counted of that while somebody observes.
#pragma once

#include "tally.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace poolsize {

class Server {
 public:
  explicit Server(std::optional<Count> limit) : limit_(limit.value_or(std::numeric_limits<Count>::max())) {}

  Count open() const { return open_; }
  /// How many more it takes.
  Count room() const { return limit_ - open_; }
  bool is_observed() const { return is_observed_; }

  void change(Count more, double now, Counts& counts) {
    if (is_observed_) {
      counts.open_seconds += static_cast<double>(open_) * (now - since_);
      since_ = now;
      counts.most_open = std::max(counts.most_open, open_ + more);
      ++(more > 0 ? counts.opened : counts.closed);
    }
    open_ += more;
  }

  void observe_from(double now, Counts& counts) {
    is_observed_ = true;
    from_ = since_ = now;
    counts.most_open = open_;
  }
  void observe_until(double now, Counts& counts) {
    counts.open_seconds += static_cast<double>(open_) * (now - since_);
    counts.observed = now - from_;
    is_observed_ = false;
  }

 private:
  Count limit_;
  Count open_ = 0;
  bool is_observed_ = false;
  double from_ = 0;
  double since_ = 0;  ///< the last change
};

}  // namespace poolsize
