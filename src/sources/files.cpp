#include "files.hpp"

#include "descriptor.hpp"

#include <poolsize/error.hpp>
#include <poolsize/redact.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <optional>

namespace poolsize::sources {
namespace {

/// 0, or what went wrong.
[[nodiscard]] int write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno != EINTR) return errno;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

/// What the path leads to; nothing if nothing is there.
std::optional<struct stat> facts_of(const std::string& path) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) == 0) return facts;
  if (errno != ENOENT) refuse_access("write", path, errno);
  return std::nullopt;
}

/// The file that a symbolic link leads to, else the path itself.
std::string link_followed(const std::string& path) {
  struct stat facts {};
  if (::lstat(path.c_str(), &facts) != 0 || !S_ISLNK(facts.st_mode)) return path;
  const std::unique_ptr<char, decltype(&std::free)> target(::realpath(path.c_str(), nullptr), &std::free);
  if (!target) refuse_access("follow the symbolic link", path, errno);
  return target.get();
}

mode_t mode_of_new_files() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

/// A file beside the one that it is to replace; it removes itself unless it took that place. Its name begins
/// with that of the other, so that what keeps `.env*` out of a repository keeps it out too if a kill leaves
/// it behind.
class Replacement {
 public:
  explicit Replacement(const std::string& target)
      : target_(target), path_(target + ".XXXXXX"), file_(::mkostemp(path_.data(), O_CLOEXEC)) {
    if (!file_.is_open()) fail();
  }
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;
  ~Replacement() {
    if (file_.is_open() && !in_place_) ::unlink(path_.c_str());
  }

  void write(std::string_view text) {
    if (const int failure = write_all(file_.number(), text); failure != 0) fail(failure);
  }

  /// Owner before mode: a change of owner clears the set-user-id bits.
  void set_attributes(const struct stat& like) {
    struct stat mine {};
    if (::fstat(file_.number(), &mine) != 0) fail();
    const bool same_owner = mine.st_uid == like.st_uid && mine.st_gid == like.st_gid;
    if (!same_owner && ::fchown(file_.number(), like.st_uid, like.st_gid) != 0) {
      throw Error(Failure::access,
                  fmt::format("cannot keep the owner of {} (user {}, group {}); run as that user; "
                              "nothing was changed",
                              quoted(target_), like.st_uid, like.st_gid));
    }
    set_mode(like.st_mode & 07777);
  }

  void set_mode(mode_t mode) {
    if (::fchmod(file_.number(), mode) != 0) fail();
  }

  void take_place() {
    if (::fsync(file_.number()) != 0) fail();
    if (::rename(path_.c_str(), target_.c_str()) != 0) fail();
    in_place_ = true;
    sync_folder();
  }

 private:
  [[noreturn]] void fail(int code = errno) const {
    refuse_access("write", target_, code, "; nothing was changed");
  }

  /// Without this a power cut may undo the rename. A folder that may be searched but not read, or a file
  /// system that cannot do it (EINVAL), leaves nothing to be done.
  void sync_folder() const {
    const std::size_t slash = target_.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : target_.substr(0, slash + 1);
    const Descriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (file.is_open() && ::fsync(file.number()) != 0 && errno != EINVAL) {
      refuse_access("bring to the disk the folder of", target_, errno, "; the file is written");
    }
  }

  std::string target_;
  std::string path_;
  Descriptor file_;
  bool in_place_ = false;
};

void replace(const std::string& target, std::string_view text, const std::optional<struct stat>& like) {
  Replacement replacement(target);
  replacement.write(text);
  if (like) {
    replacement.set_attributes(*like);
  } else {
    replacement.set_mode(mode_of_new_files());
  }
  replacement.take_place();
}

std::string_view kind_of(mode_t mode) {
  if (S_ISDIR(mode)) return "a folder";
  if (S_ISFIFO(mode)) return "a pipe";
  if (S_ISSOCK(mode)) return "a socket";
  return "a device";
}

}  // namespace

std::string shown_name(const std::string& path) {
  return path == "-" ? "<stdin>" : printable(redacted(path));
}

std::string read_text(const std::string& path, std::size_t largest) {
  const Descriptor file = open_to_read(path);
  const std::string name = shown_name(path);
  if (!file.is_open()) refuse_access("read", name, errno);

  std::string text;
  std::array<char, 1 << 16> buffer;  // of ten thousand files: not worth zeroing
  const auto check_size = [&](std::size_t size) {
    if (size <= largest) return;
    throw Error(Failure::access,
                fmt::format("cannot read {}: it holds more than {} bytes, the most that is read of "
                            "such a file; give a smaller one",
                            quoted(name), largest));
  };

  struct stat facts {};
  if (::fstat(file.number(), &facts) == 0 && S_ISREG(facts.st_mode)) {
    check_size(static_cast<std::size_t>(facts.st_size));
    text.reserve(static_cast<std::size_t>(facts.st_size));
  }
  while (const std::size_t got = read_some(file, buffer, name)) {
    text.append(buffer.data(), got);
    check_size(text.size());
  }
  return text;
}

std::string write_atomically(const std::string& path, std::string_view text, WriteOptions options) {
  const std::optional<struct stat> old = facts_of(path);
  if (old && !S_ISREG(old->st_mode)) {
    throw Error(Failure::access, fmt::format("cannot change {} in place: it is {}; give a regular file",
                                             quoted(path), kind_of(old->st_mode)));
  }
  std::string target = link_followed(path);
  // A rename needs no leave to write the file itself; whoever made it read-only meant it.
  if (old && ::faccessat(AT_FDCWD, target.c_str(), W_OK, AT_EACCESS) != 0)
    refuse_access("write", path, errno);
  if (old && options.backup) replace(target + ".bak", read_text(target), old);
  replace(target, text, old);
  return target;
}

void write_text(const std::string& path, std::string_view text) {
  const std::optional<struct stat> old = facts_of(path);
  const bool stream = old && !S_ISREG(old->st_mode) && !S_ISDIR(old->st_mode);
  if (!stream) {
    write_atomically(path, text);
    return;
  }
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  const int failure = file.is_open() ? write_all(file.number(), text) : errno;
  if (failure != 0) refuse_access("write", path, failure);
}

}  // namespace poolsize::sources
