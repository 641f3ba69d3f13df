// Keeps the picture of the house true: what each layer may include, how pure the core is, how long a file may
// be. The linker cannot: the distribution's headers all lie in /usr/include, and a private header is but a
// path away.
#include "tree.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace fs = std::filesystem;
using poolsize::testing::source_tree;

struct Layer {
  std::string folder;
  std::string may_include;  ///< a regular expression over the whole name between the quotes or brackets
};

const std::string standard = "[a-z_0-9]+";          // <vector>
const std::string posix = "(sys/)?[a-z_0-9]+\\.h";  // <unistd.h>, <sys/stat.h>
const std::string sibling = "[a-z_0-9]+\\.hpp";     // "normal.hpp"

const std::vector<Layer> layers{
    {"include/poolsize", standard + "|poolsize/.*"},
    {"src/core", standard + "|" + sibling +
                     "|(poolsize|core|rules|simulation|fmt|boost/math|(unsupported/)?Eigen|hwy)/.*"},
    {"src/sources",
     standard + "|" + posix + "|" + sibling + "|(poolsize|sources|fmt|nlohmann|yaml-cpp|toml\\+\\+)/.*"},
    {"src/render", standard + "|" + sibling + "|(poolsize|render|fmt|nlohmann)/.*"},
    {"src/cli",
     standard + "|" + posix + "|" + sibling + "|(poolsize|sources|render|cli|fmt|nlohmann|CLI)/.*"},
    {"src/main.cpp", "cli/.*"},
};

struct Ban {
  std::string folder;
  std::string text;  ///< a regular expression found anywhere in a line's code
  std::string why;
};

const std::vector<Ban> bans{
    {"src/core", R"(#include <(iostream|fstream|cstdio|print|filesystem)>)",
     "the core neither reads nor prints"},
    {"src/core", R"(\bf?printf\b|fmt::print|std::c(out|err|in|log)\b)", "the core never prints"},
    {"src/core", R"((system|steady|high_resolution)_clock|\bstd::time\b|\bclock_gettime\b)",
     "the core never asks the time"},
    {"src/core", R"(\bsleep(_for|_until)?\b)", "the core never sleeps"},
    {"src/core", R"(\bgetenv\b|\benviron\b)", "the core knows no environment"},
    {"src/core", R"(\brandom_device\b|\bs?rand\(|_distribution<)",
     "the same seed gives the same bytes everywhere"},
};

constexpr std::size_t most_lines = 400;

struct Line {
  std::size_t number;
  std::string code;  ///< without its comment
};

std::vector<Line> lines_of(const fs::path& file) {
  std::ifstream in(file);
  std::vector<Line> lines;
  for (std::string text; std::getline(in, text);) {
    lines.push_back({lines.size() + 1, text.substr(0, text.find("//"))});
  }
  return lines;
}

bool is_source(const fs::path& file) { return file.extension() == ".cpp" || file.extension() == ".hpp"; }

std::vector<fs::path> sources_below(const fs::path& place) {
  if (fs::is_regular_file(place)) return {place};
  std::vector<fs::path> files;
  if (!fs::exists(place)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(place)) {
    if (entry.is_regular_file() && is_source(entry.path())) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

using Violations = std::vector<std::string>;

void add_forbidden_includes(const fs::path& root, Violations& found) {
  const std::regex include(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
  for (const Layer& layer : layers) {
    const std::regex allowed(layer.may_include);
    for (const fs::path& file : sources_below(root / layer.folder)) {
      for (const Line& line : lines_of(file)) {
        std::smatch name;
        if (!std::regex_search(line.code, name, include) || std::regex_match(name[1].str(), allowed))
          continue;
        found.push_back(fs::relative(file, root).string() + ":" + std::to_string(line.number) + ": " +
                        layer.folder + " may not include " + name[1].str());
      }
    }
  }
}

void add_banned_text(const fs::path& root, Violations& found) {
  for (const Ban& ban : bans) {
    const std::regex banned(ban.text);
    for (const fs::path& file : sources_below(root / ban.folder)) {
      for (const Line& line : lines_of(file)) {
        if (!std::regex_search(line.code, banned)) continue;
        found.push_back(fs::relative(file, root).string() + ":" + std::to_string(line.number) + ": " +
                        ban.why);
      }
    }
  }
}

std::vector<fs::path> all_sources(const fs::path& root) {
  std::vector<fs::path> files;
  for (const char* folder : {"include", "src", "tests"}) {
    const std::vector<fs::path> more = sources_below(root / folder);
    files.insert(files.end(), more.begin(), more.end());
  }
  return files;
}

void add_long_files(const fs::path& root, Violations& found) {
  for (const fs::path& file : all_sources(root)) {
    const std::size_t lines = lines_of(file).size();
    if (lines > most_lines) {
      found.push_back(fs::relative(file, root).string() + ": " + std::to_string(lines) +
                      " lines, more than " + std::to_string(most_lines));
    }
  }
}

Violations violations(const fs::path& root) {
  Violations found;
  add_forbidden_includes(root, found);
  add_banned_text(root, found);
  add_long_files(root, found);
  return found;
}

/// A tree of one file, gone at the end of its scope.
class PlantedTree {
 public:
  PlantedTree(const std::string& path, const std::string& text)
      : root_(fs::temp_directory_path() / ("poolsize-layers-" + std::to_string(std::random_device{}()))) {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }
  PlantedTree(const PlantedTree&) = delete;
  PlantedTree& operator=(const PlantedTree&) = delete;
  ~PlantedTree() { fs::remove_all(root_); }

  const fs::path& root() const { return root_; }

 private:
  fs::path root_;
};

}  // namespace

TEST_CASE("every layer has sources and tests") {
  for (const char* layer : {"core", "sources", "render", "cli"}) {
    for (const char* side : {"src", "tests"}) {
      const fs::path folder = source_tree() / side / layer;
      INFO(folder);
      CHECK_FALSE(sources_below(folder).empty());
    }
  }
}

TEST_CASE("every source file keeps to its layer") {
  for (const std::string& violation : violations(source_tree())) FAIL_CHECK(violation);
}

TEST_CASE("the median source file is about a hundred lines long") {
  std::vector<std::size_t> lengths;
  for (const fs::path& file : all_sources(source_tree())) lengths.push_back(lines_of(file).size());
  const auto middle = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 2);
  std::nth_element(lengths.begin(), middle, lengths.end());
  MESSAGE("median of " << lengths.size() << " files: " << *middle << " lines");
  CHECK(*middle <= 150);
}

TEST_CASE("a planted violation is found") {
  struct Case {
    const char* name;
    const char* path;
    std::string text;
    const char* violation;
  };
  const std::vector<Case> cases{
      {"a public header with fmt", "include/poolsize/a.hpp", "#include <fmt/format.h>\n",
       "include/poolsize/a.hpp:1: include/poolsize may not include fmt/format.h"},
      {"a public header with a private one", "include/poolsize/a.hpp", "\n# include \"core/a.hpp\"\n",
       "include/poolsize/a.hpp:2: include/poolsize may not include core/a.hpp"},
      {"core with render", "src/core/rules/a.cpp", "#include \"render/a.hpp\"\n",
       "src/core/rules/a.cpp:1: src/core may not include render/a.hpp"},
      {"core through the back door", "src/core/a.cpp", "#include \"../cli/run.hpp\"\n",
       "src/core/a.cpp:1: src/core may not include ../cli/run.hpp"},
      {"core with JSON", "src/core/a.cpp", "#include <nlohmann/json.hpp>\n",
       "src/core/a.cpp:1: src/core may not include nlohmann/json.hpp"},
      {"core with the system", "src/core/a.cpp", "#include <unistd.h>\n",
       "src/core/a.cpp:1: src/core may not include unistd.h"},
      {"sources with render", "src/sources/a.hpp", "#include \"render/a.hpp\"\n",
       "src/sources/a.hpp:1: src/sources may not include render/a.hpp"},
      {"render with sources", "src/render/a.hpp", "#include \"sources/a.hpp\"\n",
       "src/render/a.hpp:1: src/render may not include sources/a.hpp"},
      {"render with CLI11", "src/render/a.cpp", "#include <CLI/CLI.hpp>\n",
       "src/render/a.cpp:1: src/render may not include CLI/CLI.hpp"},
      {"cli with the core's inside", "src/cli/a.cpp", "#include \"core/a.hpp\"\n",
       "src/cli/a.cpp:1: src/cli may not include core/a.hpp"},
      {"main does more than call", "src/main.cpp", "#include <iostream>\n",
       "src/main.cpp:1: src/main.cpp may not include iostream"},
      {"core reads files", "src/core/a.cpp", "#include <fstream>\n",
       "src/core/a.cpp:1: the core neither reads nor prints"},
      {"core prints", "src/core/a.cpp", "void f() { fmt::print(\"x\"); }\n",
       "src/core/a.cpp:1: the core never prints"},
      {"core asks the time", "src/core/a.cpp", "auto t = std::chrono::steady_clock::now();\n",
       "src/core/a.cpp:1: the core never asks the time"},
      {"core sleeps", "src/core/a.cpp", "std::this_thread::sleep_for(x);\n",
       "src/core/a.cpp:1: the core never sleeps"},
      {"core reads the environment", "src/core/a.cpp", "auto v = std::getenv(\"X\");\n",
       "src/core/a.cpp:1: the core knows no environment"},
      {"core draws as the library likes", "src/core/a.cpp", "std::exponential_distribution<double> d;\n",
       "src/core/a.cpp:1: the same seed gives the same bytes everywhere"},
      {"a file too long", "tests/cli/a.cpp", std::string(401, '\n'),
       "tests/cli/a.cpp: 401 lines, more than 400"},
  };
  for (const Case& planted : cases) {
    SUBCASE(planted.name) {
      const PlantedTree tree(planted.path, planted.text);
      CHECK(violations(tree.root()) == Violations{planted.violation});
    }
  }
}

TEST_CASE("what is allowed is left in peace") {
  struct Case {
    const char* name;
    const char* path;
    std::string text;
  };
  const std::vector<Case> cases{
      {"a public header", "include/poolsize/a.hpp", "#include <poolsize/units.hpp>\n#include <vector>\n"},
      {"the core", "src/core/a.cpp",
       "#include \"normal.hpp\"\n#include <boost/math/special_functions/gamma.hpp>\n"},
      {"a comment", "src/core/a.cpp", "int x;  // never calls getenv, nor #include <fstream>\n"},
      {"sources", "src/sources/a.cpp",
       "#include <sys/stat.h>\n#include <fstream>\n#include <nlohmann/json.hpp>\n"},
      {"render", "src/render/a.cpp", "#include \"render/a.hpp\"\n#include <fmt/format.h>\n"},
      {"cli", "src/cli/a.cpp",
       "#include <CLI/CLI.hpp>\n#include \"render/a.hpp\"\n#include \"sources/a.hpp\"\n"},
      {"a file just short enough", "src/cli/a.cpp", std::string(400, '\n')},
  };
  for (const Case& harmless : cases) {
    SUBCASE(harmless.name) {
      const PlantedTree tree(harmless.path, harmless.text);
      CHECK(violations(tree.root()) == Violations{});
    }
  }
}
