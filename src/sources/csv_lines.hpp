// The rows of a text with columns, one after the other, from a file of any length.
#pragma once

#include "rereadable.hpp"

#include <poolsize/location.hpp>

#include <string_view>
#include <vector>

namespace poolsize::sources {

/// The longest line, in bytes: what is longer is no row of numbers.
inline constexpr std::size_t longest_line = 4096;

/// Goes through the lines that say something: no blank ones, no comments behind #, no byte order mark, no
/// line ends. Holds a block of the file, however long that is.
class CsvLines {
 public:
  /// Requires: `file` outlives it.
  explicit CsvLines(const Rereadable& file);

  /// Goes to the next line; false behind the last. Throws Error(Failure::access) as Rereadable does, and
  /// Error(Failure::input) for a line that is too long, a NUL byte, or a compressed file.
  bool next();

  std::string_view text() const { return text_; }
  /// How much has been gone through, from 0 to 1.
  double share() const;
  /// Where `part`, a part of text(), stands.
  Location where(std::string_view part) const;

 private:
  std::string_view take_line();
  void refill();

  const Rereadable& file_;
  std::vector<char> block_;
  std::size_t begin_ = 0;  ///< of what is left of the block
  std::size_t end_ = 0;
  std::uint64_t offset_ = 0;  ///< in the file, of the end of the block
  std::int64_t line_ = 0;
  std::string_view whole_;  ///< the line with its blanks
  std::string_view text_;
};

}  // namespace poolsize::sources
