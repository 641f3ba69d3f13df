#include "sources/walk.hpp"

#include "scratch_folder.hpp"

#include <poolsize/error.hpp>

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

using namespace poolsize;
using namespace poolsize::sources;

namespace fs = std::filesystem;

namespace {

std::vector<std::string> found_in(const testing::ScratchFolder& folder) {
  std::vector<std::string> names;
  for (const std::string& path : files_below(folder / ""))
    names.push_back(fs::path(path).lexically_relative(folder / "").string());
  return names;
}

}  // namespace

TEST_CASE("a folder is walked for the names that are known, in order") {
  const testing::ScratchFolder folder;
  for (const char* inside : {"k8s/prod", ".git", "node_modules/x", ".venv/lib", "empty"})
    fs::create_directories(folder / inside);
  for (const char* name :
       {".env", "k8s/prod/b.yaml", "k8s/a.yml", "db.py", "pyproject.toml", "values.json", "poolsize.json",
        "README.md", ".git/config.yaml", "node_modules/x/a.yaml", ".venv/lib/db.py", "k8s/.env.local"})
    folder.write(name, "x");
  CHECK(found_in(folder) == std::vector<std::string>{".env", "db.py", "k8s/.env.local", "k8s/a.yml",
                                                     "k8s/prod/b.yaml", "pyproject.toml", "values.json"});
}

TEST_CASE("no symbolic link leads the walk in circles") {
  const testing::ScratchFolder folder;
  fs::create_directories(folder / "a");
  folder.write("a/.env", "x");
  fs::create_directory_symlink("..", folder / "a/up");
  fs::create_directory_symlink("self.yaml", folder / "self.yaml");
  fs::create_symlink("nowhere", folder / "broken.yaml");
  fs::create_symlink("a/.env", folder / "linked.env");
  CHECK(found_in(folder) == std::vector<std::string>{"a/.env", "linked.env"});
}

TEST_CASE("a pipe or a folder with the name of a file is passed over") {
  const testing::ScratchFolder folder;
  fs::create_directories(folder / "x.yaml");
  folder.write("x.yaml/in.env", "x");
  REQUIRE(std::system(("mkfifo " + (folder / "pipe.env")).c_str()) == 0);
  CHECK(found_in(folder) == std::vector<std::string>{"x.yaml/in.env"});
}

TEST_CASE("a folder that is not there is refused") { CHECK_THROWS_AS(files_below("/nowhere/at/all"), Error); }
