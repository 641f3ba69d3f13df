// Env files with other values: everything that is not a value stays byte for byte as it is.
#pragma once

#include <poolsize/rules.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace poolsize::sources {

/// One value, or one name, that is not what it was.
struct EnvChange {
  std::string name;
  std::optional<std::string> old_value;  ///< nothing: the line is new
  std::string value;
  int old_line = 0;        ///< in the old text; for a new line, the last one before it
  int line = 0;            ///< in the new text
  std::string old_name{};  ///< empty: the same
  bool operator==(const EnvChange&) const = default;
};

struct EditedEnv {
  std::string text;
  std::vector<EnvChange> changes;  ///< by line; empty: the text is the old one
};

/// `text` with these names and values. Names are matched in any case. Where a name is repeated all of its
/// values are changed, because which one counts is not the same for every reader of env files. A changed
/// value keeps its quotes, and gets double ones where it cannot do without. Missing names are appended in the
/// given order, with the line end of the first line, and with `export` if every line has it. Throws
/// Error(Failure::input), with a place in `file_name`, where the result would not be read as it is meant: the
/// text is no env file, or a quote without an end, or a backslash before one, makes it mean something else.
/// Requires: names of letters, digits, `_`, `.` and `-`, each once; values without NUL.
EditedEnv with_values(std::string_view text, std::span<const std::pair<std::string, std::string>> values,
                      std::string_view file_name = {});

/// `text` with the edits: values as with_values() changes them, and names in their place. Throws as it does;
/// an edit of a name that is written in quotes, or that is not there, changes nothing. Requires: each
/// variable once.
std::string with_edits(std::string_view text, std::span<const Edit> edits, std::string_view file_name = {});

/// What lies between two texts, of which the second is the first with other values and names, and lines added
/// at its end.
std::vector<EnvChange> changes_between(std::string_view before, std::string_view after,
                                       std::string_view file_name = {});

/// The changes as a person reads them, in the manner of `diff -U0`: only lines that change and of these only
/// NAME=value, without quotes and comments, so that no secret beside them is shown. Empty if nothing changes.
std::string diff(std::string_view old_file, std::string_view new_file, std::span<const EnvChange> changes);

}  // namespace poolsize::sources
