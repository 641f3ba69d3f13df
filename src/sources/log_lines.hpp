// The lines of a log of any length, each read once.
#pragma once

#include "descriptor.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

/// Holds the line that is longest so far, up to a limit.
class LogLines {
 public:
  /// More than one statement in a log has reason to be, in bytes; what is longer is cut there.
  static constexpr std::size_t longest = std::size_t{1} << 24;

  /// "-" is standard input. Throws Error(Failure::access), and Error(Failure::input) for a compressed file.
  explicit LogLines(const std::string& path);

  /// Goes to the next line, without its end; false behind the last. Throws Error(Failure::access).
  bool next();
  std::string_view text() const { return text_; }

  /// What is known of the file before its first line is taken.
  std::string_view start() const { return {block_.data() + begin_, end_ - begin_}; }
  /// How much has been read, from 0 to 1; 0 for what has no size.
  double share() const;
  const std::string& name() const { return name_; }

 private:
  bool refill();
  void skip_line();

  std::string name_;
  Descriptor file_;
  std::uint64_t size_ = 0;
  std::uint64_t read_ = 0;
  std::vector<char> block_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::string_view text_;
};

}  // namespace poolsize::sources
