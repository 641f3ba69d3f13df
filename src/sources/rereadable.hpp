// A file that is read many times over and too long to be held in memory.
#pragma once

#include "descriptor.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace poolsize::sources {

/// A regular file is read where it lies. What can be read only once (a pipe, a device) is copied first, to a
/// file without a name in $TMPDIR or /tmp that is gone with the process.
class Rereadable {
 public:
  /// "-" is standard input, from where it stands on. Throws Error(Failure::access).
  explicit Rereadable(const std::string& path);

  /// Fills the front of `into` with what lies behind the first `offset` bytes; 0 at the end. May be called
  /// from several threads at once. Throws Error(Failure::access).
  std::size_t read(std::span<char> into, std::uint64_t offset) const;

  std::uint64_t size() const { return size_; }
  /// As messages show it.
  const std::string& name() const { return name_; }

 private:
  Descriptor kept(Descriptor given);

  std::string name_;
  std::uint64_t begin_ = 0;
  std::uint64_t size_ = 0;
  Descriptor file_;
};

}  // namespace poolsize::sources
