// What may stand in each place of a command line, for the completions of all shells.
#pragma once

#include "cli/commands.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::cli {

/// A word that may be typed, and what it means; where the words speak for themselves that is empty.
struct Candidate {
  std::string word;
  std::string says;
};

/// What kind of thing is wanted.
enum class Wanted {
  anything,  ///< what only the user knows
  words,     ///< one of `words`
  units,     ///< a number, then one of `words`
  files,     ///< a file, rather one with one of `endings`
  settings,  ///< key=value pairs between commas; `words` are the keys
  outputs,   ///< one of `words`, and behind = a file
};

struct Values {
  Wanted wanted = Wanted::anything;
  std::string hint;  ///< "duration, such as 100ms"
  std::vector<Candidate> words;
  std::vector<std::string_view> endings;  ///< of the names of files, without the dot
};

Values values_of(const Command&, const Flag&);

/// What may follow the words that a command was given already, joined by blanks: under "" the first word,
/// under "offered" what makes it "offered load".
using Phrases = std::map<std::string, std::vector<Candidate>>;
Phrases phrases_of(const Command&);

/// Whether the command reads files named behind its flags.
bool takes_files(const Command&);

bool has_value(const Flag&);
/// Whether every value counts that the command is given for the flag, not only the last.
bool repeats(const Command&, const Flag&);

/// The ways to write a flag: "--pre-ping", "--no-pre-ping" or "-o", "--output".
std::vector<std::string> spellings(const Flag&);

}  // namespace poolsize::cli
