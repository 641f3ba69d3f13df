// Env files, as the application reads them: NAME=value lines in the dialect of python-dotenv
// (src/dotenv/parser.py), which pydantic-settings reads its env_file with. docker compose agrees wherever
// neither `$` nor an unfinished quote is involved.
//
// - Values are kept as written: nothing is executed and `${NAME}` is not expanded, because what it would
// expand to is
//   known only where the application runs.
// - A comment starts at a `#` behind white space, or anywhere behind a closing quote; `A=#b` has the value
// `#b`, and
//   so, surprisingly, has `A= #b`.
// - `'…'` knows the escapes \\ and \', `"…"` also \" \a \b \f \n \r \t \v; both may go on over several lines.
// - A line may end in LF, CRLF or CR; a byte order mark in front does not count.
#pragma once

#include "ignore_comment.hpp"

#include <poolsize/location.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

/// The longest env file that is read, in bytes: Linux gives a process at most 6 MiB of environment
/// (execve(2)).
inline constexpr std::size_t largest_env_file = std::size_t{8} << 20;

enum class Quoting { none, single_quotes, double_quotes };

/// One NAME=value. Lines and columns as in Location.
struct EnvEntry {
  std::string name;   ///< as written, in any case
  std::string value;  ///< without quotes and escapes
  int line = 0;
  int name_column = 0;
  int value_column = 0;         ///< where the value begins, its quote included
  std::size_t value_begin = 0;  ///< the value in the text, quotes included: [value_begin, value_end) in bytes
  std::size_t value_end = 0;
  Quoting quoting = Quoting::none;
  bool exported = false;             ///< `export NAME=value`
  std::vector<IgnoredRule> ignored;  ///< by a comment behind the value
};

/// Something that was not understood. The message never quotes the text: it may be a secret.
struct EnvProblem {
  Location where;
  std::string message;
  bool operator==(const EnvProblem&) const = default;
};

struct EnvFile {
  std::vector<EnvEntry> entries;     ///< in their order, repeated names too: the application takes the last
  std::vector<EnvProblem> problems;  ///< in their order
};

/// Never throws: what is not understood is among the problems, and the rest is read as the application reads
/// it. A text that holds a NUL byte or is UTF-16 is no env file: one problem, no entries.
EnvFile parse_env_file(std::string_view text, std::string_view file_name);

/// parse_env_file() of what read_text() gives. Throws as read_text() does.
EnvFile read_env_file(const std::string& path);

/// Whether both name the same variable: case does not count, as for the application.
bool same_name(std::string_view a, std::string_view b);

}  // namespace poolsize::sources
