// How far a replication is: what all pools of the server have in common.
#pragma once

#include "replication.hpp"
#include "server.hpp"

#include <poolsize/units.hpp>

#include <cstdint>

namespace poolsize {

/// Numbers the requests of all pools in the order of asking, and says which of them count.
class Course {
 public:
  Course(const Stretch& stretch, const Conduct& conduct) : stretch_(stretch), conduct_(conduct) {}

  /// To be asked before every request: false where nobody asks any more.
  bool goes_on() {
    constexpr Count between_reports = 1 << 14;
    if (number_ % between_reports == 0) {
      report_played();
      if (conduct_.stop != nullptr && *conduct_.stop) return false;
    }
    return number_ != stretch_.warm_up + stretch_.counted;
  }

  Count next_number() const { return number_; }
  Count take_number() { return number_++; }
  bool counts(Count number) const { return number >= stretch_.warm_up; }

  void report_played() {
    if (conduct_.played != nullptr) *conduct_.played += number_ - reported_;
    reported_ = number_;
    if (conduct_.report != nullptr) (*conduct_.report)();
  }

 private:
  Stretch stretch_;
  Conduct conduct_;
  Count number_ = 0;
  Count reported_ = 0;
};

/// What the pools of one plan and engine share with the others.
struct Surroundings {
  Server& server;
  Course& course;
  std::uint64_t pool = 0;  ///< which of them; its random numbers are its own
};

}  // namespace poolsize
