// A queue in one array that grows to the most it ever held and no further.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace poolsize {

/// What is pushed has a ticket, counted from 0, by which it is found until it is popped.
template <class Value>
class Ring {
 public:
  using Ticket = std::uint64_t;

  bool empty() const { return first_ == end_; }
  std::size_t size() const { return static_cast<std::size_t>(end_ - first_); }
  bool holds(Ticket ticket) const { return ticket >= first_; }
  Ticket first() const { return first_; }

  Value& operator[](Ticket ticket) { return values_[ticket & mask_]; }
  Value& front() { return (*this)[first_]; }
  Value& back() { return (*this)[end_ - 1]; }

  Ticket push(const Value& value) {
    if (size() == values_.size()) grow();
    values_[end_ & mask_] = value;
    return end_++;
  }
  void pop_front() { ++first_; }
  /// Its ticket is given out again.
  void pop_back() { --end_; }

 private:
  void grow() {
    std::vector<Value> wider(2 * values_.size());
    for (Ticket i = first_; i < end_; ++i) wider[i & (2 * mask_ + 1)] = values_[i & mask_];
    values_.swap(wider);
    mask_ = values_.size() - 1;
  }

  std::vector<Value> values_ = std::vector<Value>(16);
  Ticket mask_ = 15;
  Ticket first_ = 0;
  Ticket end_ = 0;
};

}  // namespace poolsize
