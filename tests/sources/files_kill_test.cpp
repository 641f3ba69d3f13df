// What is left of a file when the program that writes it is killed: it is run under ptrace and killed before
// and after each of its system calls in turn.
#include "scratch_folder.hpp"
#include "sources/files.hpp"

#include <doctest/doctest.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <string>
#include <vector>

using namespace poolsize::sources;
using poolsize::testing::ScratchFolder;

namespace {

constexpr std::size_t never = 10'000;

struct Run {
  bool finished = false;    ///< it came to its end before it was to be killed
  std::vector<long> calls;  ///< the system calls that it began
};

/// Runs `work` in a process of its own and kills it at the given stop; there is one before and one after each
/// call.
template <class Work>
Run run_until(std::size_t stop, Work work) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const bool traced = ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0;
    if (!traced) ::_exit(1);
    ::raise(SIGSTOP);
    work();
    ::_exit(0);
  }

  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE_MESSAGE(WIFSTOPPED(status), "ptrace is not allowed here, but this test needs it");
  REQUIRE(::ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) == 0);
  Run run;
  for (std::size_t i = 0; i < stop; ++i) {
    REQUIRE(::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr) == 0);
    REQUIRE(::waitpid(child, &status, 0) == child);
    if (WIFEXITED(status)) {
      CHECK(WEXITSTATUS(status) == 0);
      run.finished = true;
      return run;
    }
    __ptrace_syscall_info info{};
    REQUIRE(::ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof info, &info) > 0);
    if (info.op == PTRACE_SYSCALL_INFO_ENTRY) run.calls.push_back(static_cast<long>(info.entry.nr));
  }
  ::kill(child, SIGKILL);
  REQUIRE(::waitpid(child, &status, 0) == child);
  return run;
}

bool is_rename(long call) {
#ifdef SYS_rename
  if (call == SYS_rename) return true;
#endif
#ifdef SYS_renameat
  if (call == SYS_renameat) return true;
#endif
  return call == SYS_renameat2;
}

}  // namespace

TEST_CASE("a file is all old or all new wherever its writer is killed") {
  const ScratchFolder folder;
  const std::string old_text(5000, 'o');
  const std::string new_text(9000, 'n');
  std::size_t kept = 0;
  std::size_t replaced = 0;
  for (std::size_t stop = 0; stop < never; ++stop) {
    CAPTURE(stop);
    folder.empty();
    const std::string file = folder.write("f", old_text);
    const Run run = run_until(stop, [&] { write_atomically(file, new_text, {.backup = true}); });

    const std::string text = folder.text_of("f");
    (text == old_text ? kept : replaced) += 1;
    CHECK((text == old_text || text == new_text));
    const bool has_backup = std::ranges::count(folder.names(), "f.bak") == 1;
    CHECK((!has_backup || folder.text_of("f.bak") == old_text));
    CHECK((text == old_text || has_backup));
    if (run.finished) {
      CHECK(text == new_text);
      CHECK(folder.names() == std::vector<std::string>{"f", "f.bak"});
      break;
    }
  }
  CHECK(kept > 20);
  CHECK(replaced > 3);
}

TEST_CASE("a file and its name are on the disk before its writer goes on") {
  const ScratchFolder folder;
  const std::string file = folder.write("f", "old");
  const std::vector<long> calls = run_until(never, [&] { write_atomically(file, "new"); }).calls;

  std::vector<char> order;
  for (const long call : calls) {
    if (call == SYS_write) order.push_back('w');
    if (call == SYS_fsync) order.push_back('s');
    if (is_rename(call)) order.push_back('r');
  }
  CHECK(std::string(order.begin(), order.end()) == "wsrs");
}
