// The names of our JSON documents: what a file says it is.
#pragma once

#include "json_field.hpp"

#include <string_view>

namespace poolsize::sources {

/// Refuses a document whose "schema" is not `poolsize.NAME/v1`.
/// One without "schema" passes: people who write a file by hand need not repeat what its place says.
void expect_schema(const JsonField& document, std::string_view name);

}  // namespace poolsize::sources
