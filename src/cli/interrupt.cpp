#include "interrupt.hpp"

namespace poolsize::cli {
namespace {

std::atomic<bool> was_asked{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may set it");

/// The second one, of whichever kind, finds the system's own answer, which is to end the process.
void note_signal(int signal) {
  if (!was_asked.exchange(true)) return;
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

}  // namespace

Interrupt::Interrupt() {
  was_asked = false;
  struct sigaction action {};
  action.sa_handler = note_signal;
  sigemptyset(&action.sa_mask);
  ::sigaction(SIGINT, nullptr, &old_int_);
  // Who started it with SIGINT ignored (nohup, a shell's &) does not want it to listen.
  if (old_int_.sa_handler != SIG_IGN) ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, &old_term_);
}

Interrupt::~Interrupt() {
  ::sigaction(SIGINT, &old_int_, nullptr);
  ::sigaction(SIGTERM, &old_term_, nullptr);
}

const std::atomic<bool>& Interrupt::asked() { return was_asked; }

}  // namespace poolsize::cli
