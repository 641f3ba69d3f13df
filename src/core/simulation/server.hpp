// The server's connections: those of all pools, which its limit is for, and what is counted of one pool's.
#pragma once

#include "tally.hpp"

#include <algorithm>
#include <limits>
#include <optional>

namespace poolsize {

class Server {
 public:
  explicit Server(std::optional<Count> limit) : limit_(limit.value_or(std::numeric_limits<Count>::max())) {}

  /// How many more it takes, from whichever pool.
  Count room() const { return limit_ - open_; }
  void change(Count more) { open_ += more; }

 private:
  Count limit_;
  Count open_ = 0;
};

/// How many a pool has open, over all instances.
class OpenCount {
 public:
  Count now() const { return count_; }
  bool is_observed() const { return is_observed_; }

  void change(Count more, double now, Counts& counts) {
    if (is_observed_) {
      counts.open_seconds += static_cast<double>(count_) * (now - since_);
      since_ = now;
      counts.most_open = std::max(counts.most_open, count_ + more);
      ++(more > 0 ? counts.opened : counts.closed);
    }
    count_ += more;
  }

  void observe_from(double now, Counts& counts) {
    is_observed_ = true;
    from_ = since_ = now;
    counts.most_open = count_;
  }
  void observe_until(double now, Counts& counts) {
    counts.open_seconds += static_cast<double>(count_) * (now - since_);
    counts.observed = now - from_;
    is_observed_ = false;
  }

 private:
  Count count_ = 0;
  bool is_observed_ = false;
  double from_ = 0;
  double since_ = 0;  ///< the last change
};

}  // namespace poolsize
