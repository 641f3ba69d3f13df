// Requests that are known when they end, in the order in which they began.
#pragma once

#include <poolsize/arrivals.hpp>

#include <cstddef>
#include <functional>
#include <queue>
#include <vector>

namespace poolsize {

/// Keeps the last million of them, in 16 MB: one that begins before all of those were told counts as if it
/// had begun with the last of them, and is counted as late.
class InOrder {
 public:
  using Sink = std::function<void(const TracedRequest&)>;

  explicit InOrder(Sink sink, std::size_t kept = std::size_t{1} << 20)
      : sink_(std::move(sink)), kept_(kept) {}

  void add(const TracedRequest& request);
  /// Tells those that are left.
  void finish();

  Count late() const { return late_; }

 private:
  struct Later {
    bool operator()(const TracedRequest& a, const TracedRequest& b) const { return a.at > b.at; }
  };
  void tell_first();

  Sink sink_;
  std::size_t kept_;
  std::priority_queue<TracedRequest, std::vector<TracedRequest>, Later> waiting_;
  Duration told_;
  bool has_told_ = false;
  Count late_ = 0;
};

}  // namespace poolsize
