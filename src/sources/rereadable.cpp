#include "rereadable.hpp"

#include "files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <vector>

namespace poolsize::sources {
namespace {

constexpr std::size_t copied_at_once = std::size_t{1} << 16;

Descriptor nameless_file() {
  const char* folder = std::getenv("TMPDIR");
  std::string path = fmt::format("{}/poolsize.XXXXXX", folder != nullptr && *folder != 0 ? folder : "/tmp");
  Descriptor file(::mkostemp(path.data(), O_CLOEXEC));
  if (!file.is_open()) refuse_access("make a temporary file", path, errno, "; TMPDIR says where");
  ::unlink(path.c_str());
  return file;
}

void append(const Descriptor& file, std::span<const char> bytes, const std::string& name) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(file.number(), bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR)
      refuse_access("keep in a temporary file what comes from", name, errno, "; TMPDIR says where");
    if (written > 0) bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
}

}  // namespace

Rereadable::Rereadable(const std::string& path) : name_(shown_name(path)), file_(kept(open_to_read(path))) {}

Descriptor Rereadable::kept(Descriptor given) {
  struct stat facts {};
  if (!given.is_open() || ::fstat(given.number(), &facts) != 0) refuse_access("read", name_, errno);
  if (S_ISDIR(facts.st_mode)) refuse_access("read", name_, EISDIR);
  if (S_ISREG(facts.st_mode)) {
    const off_t at = ::lseek(given.number(), 0, SEEK_CUR);
    begin_ = at > 0 ? static_cast<std::uint64_t>(at) : 0;
    size_ = static_cast<std::uint64_t>(facts.st_size) -
            std::min(begin_, static_cast<std::uint64_t>(facts.st_size));
    return given;
  }
  Descriptor copy = nameless_file();
  std::vector<char> buffer(copied_at_once);
  while (const std::size_t got = read_some(given, buffer, name_)) {
    append(copy, std::span(buffer).first(got), name_);
    size_ += got;
  }
  return copy;
}

std::size_t Rereadable::read(std::span<char> into, std::uint64_t offset) const {
  while (true) {
    const ssize_t got =
        ::pread(file_.number(), into.data(), into.size(), static_cast<off_t>(begin_ + offset));
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) refuse_access("read", name_, errno);
  }
}

}  // namespace poolsize::sources
