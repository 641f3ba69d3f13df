// The commands: what each is called, does, takes and prints, in one table.
#pragma once

#include "flags.hpp"

#include <span>
#include <string_view>

namespace poolsize::cli {

class Call;

struct Example {
  std::string_view line;  ///< behind `poolsize `
  std::string_view says;
};

struct Command {
  std::string_view name;
  std::string_view brief;    ///< one line, lower case, no final dot
  std::string_view about;    ///< paragraphs for the help and the manual
  std::string_view words;    ///< what it takes besides flags ("TOPIC"), or empty
  std::string_view formats;  ///< choices of --format, separated by '|'; empty: no such flag
  std::span<const Group> groups;
  std::span<const Example> examples;
  int (*run)(Call&);
  /// Where `words` is "FILE", the endings of their names; where it is a word, those there are; separated by
  /// '|'.
  std::string_view word_choices = {};
  bool many_formats = false;  ///< --format may be repeated, and F=FILE writes F to a file

  bool has(Group) const;
  bool takes(const Flag&) const;
};

std::span<const Command> commands();
const Command* find_command(std::string_view name);

/// The choices of a flag as this command has them.
std::string_view choices_of(const Command&, const Flag&);

}  // namespace poolsize::cli
