#include "cli/commands.hpp"
#include "cli/completion/scripts.hpp"
#include "cli/completion/values.hpp"
#include "cli/exit_code.hpp"
#include "cli/help.hpp"
#include "cli/manual/pages.hpp"
#include "cli/run.hpp"
#include "sources/scratch_folder.hpp"
#include "tree.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace poolsize::cli;
using poolsize::render::Manual;

namespace {

namespace fs = std::filesystem;

/// Whether the committed file is what the program prints; with POOLSIZE_REWRITE=1 it is made so.
void check_committed(const std::string& name, const std::string& text) {
  const fs::path path = poolsize::testing::source_tree() / name;
  if (std::getenv("POOLSIZE_REWRITE") != nullptr) std::ofstream(path, std::ios::binary) << text;
  std::ifstream file(path, std::ios::binary);
  const std::string committed{std::istreambuf_iterator<char>(file), {}};
  CHECK_MESSAGE(committed == text, name << " is stale; run the test with POOLSIZE_REWRITE=1");
}

using Words = std::multiset<std::string>;

Words spellings_of(const Command& command) {
  Words all;
  for (const Flag& flag : flags())
    if (command.takes(flag))
      for (const std::string& name : spellings(flag)) all.insert(name);
  return all;
}

std::string between(const std::string& text, const std::string& from, const std::string& to) {
  const std::size_t start = text.find(from);
  if (start == std::string::npos) return "";
  return text.substr(start + from.size(), text.find(to, start + from.size()) - start - from.size());
}

/// What bash is told of the flags of a command.
Words in_bash(const Command& command) {
  std::istringstream list(
      between(bash_completion(), "\n    " + std::string(command.name) + ")\n      flags='", "'"));
  return {std::istream_iterator<std::string>(list), {}};
}

/// The flags named in front of a description in the command's function.
Words in_zsh(const Command& command) {
  std::istringstream lines(
      between(zsh_completion(), "\n_poolsize-" + std::string(command.name) + "() {\n", "\n}\n"));
  Words found;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("    '") || line.starts_with("    '*:")) continue;
    const std::string head = line.substr(0, line.find('['));
    std::size_t start =
        head.rfind(')') == std::string::npos ? head.find('-') : head.find('-', head.rfind(')'));
    if (start == std::string::npos) continue;
    found.insert(head.substr(start, head.find_last_not_of("=+") + 1 - start));
  }
  return found;
}

/// The options of the lines whose condition names the command.
Words in_fish(const Command& command) {
  std::istringstream lines(fish_completion());
  Words found;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream condition(between(line, " -n '", "'"));
    const Words named{std::istream_iterator<std::string>(condition), {}};
    if (!named.contains(std::string(command.name)) || line.find("' -") == std::string::npos) continue;
    std::istringstream rest(line.substr(line.find("' -") + 1));
    for (std::string option, value; rest >> option && (option == "-s" || option == "-l") && rest >> value;)
      found.insert((option == "-s" ? "-" : "--") + value);
  }
  return found;
}

/// A page in roff without what is only for the eye.
std::string bare(std::string roff) {
  for (const std::string escape : {"\\fB", "\\fI", "\\fR"})
    for (std::size_t at = 0; (at = roff.find(escape, at)) != std::string::npos;)
      roff.erase(at, escape.size());
  for (std::size_t at = 0; (at = roff.find("\\-", at)) != std::string::npos; ++at) roff.erase(at, 1);
  return roff;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++count;
  return count;
}

}  // namespace

TEST_CASE("generated files are committed as they are printed") {
  check_committed("completions/bash/poolsize", bash_completion());
  check_committed("completions/zsh/_poolsize", zsh_completion());
  check_committed("completions/fish/poolsize.fish", fish_completion());
  std::set<std::string> pages;
  for (const Manual& page : manual_pages()) {
    pages.insert(page.file());
    check_committed("man/" + page.file(), to_roff(page));
  }
  for (const auto& entry : fs::directory_iterator(poolsize::testing::source_tree() / "man"))
    CHECK_MESSAGE(pages.contains(entry.path().filename().string()), entry.path() << " is nobody's page");
}

TEST_CASE("each flag of each command is in each completion, once") {
  for (const Command& command : commands()) {
    CAPTURE(command.name);
    const Words expected = spellings_of(command);
    CHECK(in_bash(command) == expected);
    CHECK(in_zsh(command) == expected);
    CHECK(in_fish(command) == expected);
  }
}

TEST_CASE("each flag of each command is on its page, once") {
  for (const Command& command : commands()) {
    CAPTURE(command.name);
    const std::string page = bare(to_roff(command_page(command)));
    for (const Flag& flag : flags()) {
      CAPTURE(flag.name);
      CHECK(count_of(page, ".TP\n" + usage_of(flag) + '\n') == (command.takes(flag) ? 1 : 0));
    }
  }
}

TEST_CASE("the documents on the pages of their formats are read") {
  for (const Manual& page : {config_page(), workload_page()}) {
    CAPTURE(page.name);
    const auto examples =
        std::ranges::find(page.sections, "EXAMPLES", &poolsize::render::ManualSection::heading);
    REQUIRE(examples != page.sections.end());
    const poolsize::testing::ScratchFolder folder;
    const std::string file = folder.write(page.name, examples->blocks.front().text);
    const bool config = page.name == "poolsize.json";
    std::vector<std::string> arguments{"predict", config ? "--config" : "--workload", file};
    std::ostringstream out;
    std::ostringstream err;
    CHECK(run({.arguments = arguments, .environment = {}, .streams = {.out = out, .err = err}}) == fine);
    CHECK(err.str().empty());
  }
}
