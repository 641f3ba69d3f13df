// Text that fits a terminal: wrapped paragraphs and aligned columns, in UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::render {

/// The widest line when the terminal is not known.
inline constexpr std::size_t line_width = 80;

/// Columns that `text` takes: its code points, for the characters that poolsize writes.
std::size_t width_of(std::string_view text);

/// `text` in lines of at most `width` columns, the first behind `first`, the others indented by `indent`; a
/// word that is longer than a line stays whole. Ends in a line break.
std::string wrapped(std::string_view text, std::string_view first, std::size_t indent,
                    std::size_t width = line_width);

/// `text` and then blanks, or blanks and then `text`, up to `width` columns.
std::string left(std::string_view text, std::size_t width);
std::string right(std::string_view text, std::size_t width);

/// Two columns: names, and paragraphs beside them.
class Definitions {
 public:
  void add(std::string name, std::string text);
  bool empty() const { return rows_.empty(); }
  /// Each name indented by two; a name wider than `most_name` columns has its text below it.
  std::string text(std::size_t most_name = 26) const;

 private:
  struct Row {
    std::string name;
    std::string text;
  };
  std::vector<Row> rows_;
};

}  // namespace poolsize::render
