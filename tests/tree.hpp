// Where the source tree is, for tests that read its files.
#pragma once

#include <filesystem>

namespace poolsize::testing {

/// The folder of README.md.
const std::filesystem::path& source_tree();

}  // namespace poolsize::testing
