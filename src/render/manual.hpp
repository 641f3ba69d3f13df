// A page of the manual: what it says, apart from how man(7) and a terminal show it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::render {

/// A part of a section. In texts and tags, `what stands between grave accents` is typed or printed as it is.
struct ManualBlock {
  enum class Kind : std::uint8_t { paragraph, item, subheading, verbatim };
  Kind kind = Kind::paragraph;
  std::string text;
  std::string tag = {};  ///< of an item: "--rps RATE"; its words in capitals are placeholders
};

struct ManualSection {
  std::string heading;  ///< in capitals
  std::vector<ManualBlock> blocks;

  void add(std::string paragraph);
  void add_item(std::string tag, std::string text);
  void add_subheading(std::string text);
  void add_verbatim(std::string lines);
};

struct Manual {
  std::string name;   ///< "poolsize-recommend"
  int section = 1;    ///< 1 commands, 5 file formats, 7 the rest
  std::string brief;  ///< one line, lower case, no final dot; what apropos(1) searches
  std::vector<ManualSection> sections;

  std::string file() const;  ///< "poolsize-recommend.1"
};

/// In the man macros, for man and mandoc; it does not depend on the day on which it is made.
std::string to_roff(const Manual&);

/// For a terminal of 80 columns.
std::string to_text(const Manual&);

}  // namespace poolsize::render
