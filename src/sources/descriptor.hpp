// An open file, and what is said when the system refuses one.
#pragma once

#include <poolsize/error.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace poolsize::sources {

/// An open file, closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor();

  bool is_open() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  int number_;
};

/// What `path` names, to be read; standard input for "-". Not open if the system refuses, which errno tells.
Descriptor open_to_read(const std::string& path);

/// Throws Error(Failure::access) with what errno's `code` means, and what helps against it.
[[noreturn]] void refuse_access(std::string_view action, const std::string& path, int code,
                                std::string_view note = "");

/// Fills the front of `into` with what comes next, and returns how much; 0 at the end. Waits for a pipe that
/// is set not to block. `name` is for the message.
std::size_t read_some(const Descriptor&, std::span<char> into, const std::string& name);

}  // namespace poolsize::sources
