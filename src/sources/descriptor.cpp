#include "descriptor.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace poolsize::sources {
namespace {

struct Cure {
  int code;
  std::string_view text;
};

constexpr std::array cures{
    Cure{ENOENT, "check the path"},
    Cure{ENOTDIR, "check the path"},
    Cure{EACCES, "check the permissions of the file and of its folder"},
    Cure{EPERM, "check the permissions and the owner of the file"},
    Cure{EISDIR, "give a file, not a folder"},
    Cure{ELOOP, "a symbolic link leads back to itself; give the file itself"},
    Cure{ENOSPC, "free some space, then try again"},
    Cure{EDQUOT, "free some space, then try again"},
    Cure{EFBIG, "raise the limit on the size of files (ulimit -f)"},
    Cure{EROFS, "write to another folder"},
};

/// Standard input may be set not to block, by whoever shares it; then reading waits here.
void wait_for_input(int file) {
  pollfd waiting{.fd = file, .events = POLLIN, .revents = 0};
  constexpr int forever = -1;
  ::poll(&waiting, 1, forever);
}

}  // namespace

Descriptor::~Descriptor() {
  if (is_open()) ::close(number_);
}

Descriptor open_to_read(const std::string& path) {
  return Descriptor(path == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                                : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
}

void refuse_access(std::string_view action, const std::string& path, int code, std::string_view note) {
  std::string reason = std::generic_category().message(code);
  if (!reason.empty() && reason[0] >= 'A' && reason[0] <= 'Z')
    reason[0] = static_cast<char>(reason[0] - 'A' + 'a');
  std::string message = fmt::format("cannot {} {}: {}", action, quoted(path), reason);
  for (const Cure& cure : cures)
    if (cure.code == code) message += fmt::format("; {}", cure.text);
  throw Error(Failure::access, message + std::string(note));
}

std::size_t read_some(const Descriptor& file, std::span<char> into, const std::string& name) {
  while (true) {
    const ssize_t got = ::read(file.number(), into.data(), into.size());
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno == EAGAIN) {
      wait_for_input(file.number());
    } else if (errno != EINTR) {
      refuse_access("read", name, errno);
    }
  }
}

}  // namespace poolsize::sources
