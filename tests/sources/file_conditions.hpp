// Conditions under which files are read and written, each for as long as its object lives.
#pragma once

#include <poolsize/error.hpp>

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <string>
#include <string_view>
#include <thread>

namespace poolsize::testing {

/// The message of the Error(Failure::access) that `work` throws.
template <class Work>
std::string refusal(Work work) {
  try {
    work();
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::access);
    return error.what();
  }
  return "(no error)";
}

/// Root may do everything, so tests of permissions step down to nobody.
class AsNobody {
 public:
  AsNobody() {
    constexpr uid_t nobody = 65534;
    if (is_root_) REQUIRE(::seteuid(nobody) == 0);
  }
  AsNobody(const AsNobody&) = delete;
  AsNobody& operator=(const AsNobody&) = delete;
  ~AsNobody() {
    if (is_root_) CHECK(::seteuid(0) == 0);
  }

 private:
  bool is_root_ = ::geteuid() == 0;
};

/// No file may grow beyond `bytes`: a full disk that every machine can have.
class SmallDisk {
 public:
  explicit SmallDisk(rlim_t bytes) : old_handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &old_limit_) == 0);
    const rlimit limit{.rlim_cur = bytes, .rlim_max = old_limit_.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    ::setrlimit(RLIMIT_FSIZE, &old_limit_);
    std::signal(SIGXFSZ, old_handler_);
  }

 private:
  void (*old_handler_)(int);
  rlimit old_limit_{};
};

/// Standard input is the end of a pipe that holds `text`.
class StandardInput {
 public:
  explicit StandardInput(std::string_view text) : old_(::dup(STDIN_FILENO)) {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    REQUIRE(::dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
    ::close(ends[0]);
    writer_ = std::thread([end = ends[1], text = std::string(text)] {
      CHECK(::write(end, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
      ::close(end);
    });
  }
  StandardInput(const StandardInput&) = delete;
  StandardInput& operator=(const StandardInput&) = delete;
  ~StandardInput() {
    writer_.join();
    ::dup2(old_, STDIN_FILENO);
    ::close(old_);
  }

 private:
  int old_;
  std::thread writer_;
};

}  // namespace poolsize::testing
