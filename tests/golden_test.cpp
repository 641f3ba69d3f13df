// Plays the conversations in the files given (*.txt) and the examples in Markdown pages (*.md), and shows
// what is no longer as written. With POOLSIZE_REWRITE=1 in the environment it writes down what happens now
// instead.
#include "golden/conversation.hpp"
#include "golden/shell.hpp"
#include "tree.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace {

namespace fs = std::filesystem;
using namespace poolsize::golden;

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot be read");
  return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text << std::flush;
  if (!out) throw std::runtime_error("cannot be written");
}

std::string played(const fs::path& file, const std::string& text, const Shell& shell) {
  if (file.extension() == ".md") {
    return replayed_markdown(
        text, [&](const std::string& command) { return shell.run(command, Streams::together); });
  }
  return replayed(text, [&](const std::string& command) { return shell.run(command, Streams::apart); });
}

std::string difference(const fs::path& file, const std::string& happened, const Shell& shell) {
  const fs::path other = shell.folder() / "happened";
  write(other, happened);
  return shell
      .run(fmt::format("diff -u --label '{0}' --label 'what happened' '{0}' '{1}'", file.string(),
                       other.string()),
           Streams::together)
      .out;
}

/// What lies in the folder where the conversation takes place: the files beside it, or else the usual ones.
fs::path files_for(const fs::path& conversation) {
  const fs::path beside = conversation.parent_path() / "files";
  return fs::is_directory(beside) ? beside : poolsize::testing::source_tree() / "tests/golden/files";
}

bool holds(const fs::path& file) {
  const Shell shell(POOLSIZE_PROGRAM, files_for(file));
  const std::string text = read(file);
  const std::string happened = played(file, text, shell);
  if (happened == text) return true;
  if (std::getenv("POOLSIZE_REWRITE") != nullptr) {
    write(file, happened);
    fmt::print("{}: rewritten\n", file.string());
    return true;
  }
  fmt::print("{}", difference(file, happened, shell));
  return false;
}

}  // namespace

int main(int count, char** arguments) {
  bool all = count > 1;
  for (int i = 1; i < count; ++i) {
    const fs::path file = fs::absolute(arguments[i]);
    try {
      if (!holds(file)) all = false;
    } catch (const std::exception& error) {
      fmt::print("{}: {}\n", file.string(), error.what());
      all = false;
    }
  }
  return all ? 0 : 1;
}
