// Patterns of file names, with the habits of gitignore(5).
#pragma once

#include <string_view>

namespace poolsize::sources {

/// Whether `name`, which has no slash, has the pattern: `?` is one byte, `*` any number of them, `[a-z]` and
/// `[!a-z]` one of a set. A backslash takes the next one as it is.
bool glob_matches(std::string_view pattern, std::string_view name);

/// Whether the file at `path` has the pattern. One without a slash is asked of every part of the path, so
/// that
/// `*prod*` finds `app.prod.env` and `prod/app.env`; one with a slash of the whole path, where `**` is any
/// number of folders.
bool path_matches(std::string_view pattern, std::string_view path);

}  // namespace poolsize::sources
