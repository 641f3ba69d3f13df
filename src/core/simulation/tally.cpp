#include "tally.hpp"

namespace poolsize {

Counts& Counts::operator+=(const Counts& other) {
  asked += other.asked;
  served += other.served;
  at_once += other.at_once;
  in_time += other.in_time;
  timed_out += other.timed_out;
  refused += other.refused;
  overtaken += other.overtaken;
  served_wait += other.served_wait;
  failed_wait += other.failed_wait;
  longest_served = std::max(longest_served, other.longest_served);
  longest_failed = std::max(longest_failed, other.longest_failed);
  held += other.held;
  observed += other.observed;
  open_seconds += other.open_seconds;
  most_open = std::max(most_open, other.most_open);
  opened += other.opened;
  closed += other.closed;
  return *this;
}

void Tally::add_waits(const Tally& other) {
  served_waits.merge(other.served_waits);
  if (!other.failed_waits) return;
  if (!failed_waits) failed_waits.emplace();
  failed_waits->merge(*other.failed_waits);
}

Tally& Tally::operator+=(const Tally& other) {
  counts += other.counts;
  add_waits(other);
  return *this;
}

}  // namespace poolsize
