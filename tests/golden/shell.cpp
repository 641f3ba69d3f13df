#include "shell.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>
#include <vector>

namespace poolsize::golden {
namespace {

namespace fs = std::filesystem;

constexpr unsigned longest_seconds = 60;

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

[[noreturn]] void give_up() { ::_exit(127); }

void redirect(int stream, const char* file, int flags) {
  const int opened = ::open(file, flags | O_CLOEXEC, 0600);
  if (opened < 0 || ::dup2(opened, stream) < 0) give_up();
}

/// In the child: becomes the shell.
[[noreturn]] void become_shell(const char* folder, const std::array<const char*, 3>& streams,
                               const char* command, char* const* environment) {
  ::setpgid(0, 0);
  if (::chdir(folder) != 0) give_up();
  redirect(STDIN_FILENO, streams[0], O_RDONLY);
  redirect(STDOUT_FILENO, streams[1], O_WRONLY | O_CREAT | O_APPEND);
  redirect(STDERR_FILENO, streams[2], O_WRONLY | O_CREAT | O_APPEND);
  ::umask(022);
  ::signal(SIGPIPE, SIG_DFL);
  ::alarm(longest_seconds);  // outlives exec
  std::array<char*, 4> arguments{const_cast<char*>("sh"), const_cast<char*>("-c"), const_cast<char*>(command),
                                 nullptr};
  ::execve("/bin/sh", arguments.data(), environment);
  give_up();
}

/// As a shell tells it.
int exit_code_of(int status) {
  constexpr int killed = 128;
  return WIFSIGNALED(status) ? killed + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

Shell::Shell(const fs::path& program, const fs::path& files)
    : path_(program.parent_path().string() + ":/usr/bin:/bin") {
  std::string name = (fs::temp_directory_path() / "poolsize-golden.XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::system_error(errno, std::generic_category(), name);
  root_ = name;
  folder_ = root_ / "folder";
  fs::copy(files, folder_, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
}

Shell::~Shell() {
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

Outcome Shell::run(const std::string& command, Streams streams) const {
  const std::string out = root_ / "out";
  const std::string err = streams == Streams::together ? out : (root_ / "err").string();
  fs::remove(out);
  fs::remove(err);
  std::array variables{fmt::format("PATH={}", path_), fmt::format("HOME={}", folder_.string()),
                       std::string("LC_ALL=C.UTF-8")};
  const std::array<char*, 4> environment{variables[0].data(), variables[1].data(), variables[2].data(),
                                         nullptr};

  const pid_t shell = ::fork();
  if (shell < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (shell == 0)
    become_shell(folder_.c_str(), {"/dev/null", out.c_str(), err.c_str()}, command.c_str(),
                 environment.data());
  int status = 0;
  while (::waitpid(shell, &status, 0) < 0) {
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "waitpid");
  }
  ::kill(-shell, SIGKILL);
  return {.out = text_of(out),
          .err = streams == Streams::together ? "" : text_of(err),
          .exit_code = exit_code_of(status)};
}

}  // namespace poolsize::golden
