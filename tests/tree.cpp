#include "tree.hpp"

const std::filesystem::path& poolsize::testing::source_tree() {
  // Only this file holds the path: all others compile to the same object in every clone, which ccache finds.
  static const std::filesystem::path folder = POOLSIZE_SOURCE_DIR;
  return folder;
}
