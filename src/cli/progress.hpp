// How far something is, in one line of a terminal that is written over and gone in the end.
#pragma once

#include <chrono>
#include <ostream>
#include <string>
#include <string_view>

namespace poolsize::cli {

class ProgressLine {
 public:
  using Clock = std::chrono::steady_clock;

  /// Silent where `shows` is false, which is where `out` is no terminal.
  ProgressLine(std::ostream& out, bool shows) : out_(out), shows_(shows) {}
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine() { clear(); }

  /// `share` of the work is done, from 0 to 1. Shown after a second, then a few times per second.
  void tell(double share, std::string_view what);
  /// Takes the line away.
  void clear();

 private:
  std::ostream& out_;
  bool shows_;
  bool is_there_ = false;
  Clock::time_point began_ = Clock::now();
  Clock::time_point next_ = began_ + std::chrono::seconds(1);
};

}  // namespace poolsize::cli
