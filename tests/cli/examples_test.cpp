// What help and manual show as examples works: every command line of the table, in a folder with the files
// that it names.
#include "cli/commands.hpp"
#include "cli/exit_code.hpp"
#include "cli/run.hpp"
#include "sources/scratch_folder.hpp"
#include "tree.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

using namespace poolsize::cli;

namespace {

namespace fs = std::filesystem;

std::vector<std::string> words_of(std::string_view line) {
  std::istringstream words{std::string(line)};
  return {std::istream_iterator<std::string>(words), {}};
}

/// A copy of the files of the golden conversations; the env file among them also has the usual name.
void fill(const fs::path& folder) {
  const fs::path files = poolsize::testing::source_tree() / "tests/golden/files";
  fs::copy(files, folder, fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  fs::copy_file(files / "service.env", folder / ".env", fs::copy_options::overwrite_existing);
}

}  // namespace

TEST_CASE("the examples of every command run") {
  const fs::path before = fs::current_path();
  for (const Command& command : commands()) {
    CHECK_MESSAGE(!command.examples.empty(), command.name);
    for (const Example& example : command.examples) {
      CAPTURE(example.line);
      const poolsize::testing::ScratchFolder folder;
      const fs::path root = folder / ".";
      fill(root);
      fs::current_path(root);
      std::ostringstream out;
      std::ostringstream err;
      const int code =
          run({.arguments = words_of(example.line), .environment = {}, .streams = {.out = out, .err = err}});
      fs::current_path(before);
      CAPTURE(err.str());
      CHECK((code == fine || code == not_fine));
      CHECK(err.str().find("error:") == std::string::npos);
      CHECK(example.line.starts_with(std::string(command.name) + ' '));
    }
  }
}
