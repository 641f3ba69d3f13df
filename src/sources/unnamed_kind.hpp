// What a file is whose name does not tell: its text does, or it is refused in one sentence.
#pragma once

#include "source_kind.hpp"

#include <poolsize/error.hpp>

#include <string>
#include <string_view>

namespace poolsize::sources {

/// The kind of the text at `path`. Throws Error(Failure::input) for one that is of no kind: binary, or with
/// more lines that are not NAME=value than lines that are.
SourceKind kind_of_unnamed(std::string_view text, const std::string& path);

/// The refusal of a text that turned out not to be what it looked like.
Error not_what_it_looks_like(const Error& complaint, SourceKind, const std::string& path);

}  // namespace poolsize::sources
