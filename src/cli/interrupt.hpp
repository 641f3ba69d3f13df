// Ctrl-C, and the TERM that a supervisor sends: the first asks to end with what is known, the second ends at
// once.
#pragma once

#include <atomic>
#include <csignal>

namespace poolsize::cli {

/// Listens while it lives; one at a time.
class Interrupt {
 public:
  Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  ~Interrupt();

  /// Becomes true when a signal has come.
  static const std::atomic<bool>& asked();

 private:
  struct sigaction old_int_ {};
  struct sigaction old_term_ {};
};

}  // namespace poolsize::cli
