#include "shell.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

using namespace poolsize::golden;

namespace {

namespace fs = std::filesystem;

/// A shell whose folder holds one file, "given"; the program is this one.
class Given {
 public:
  Given() : files_(fs::temp_directory_path() / ("poolsize-shell-test." + std::to_string(::getpid()))) {
    fs::create_directories(files_);
    std::ofstream(files_ / "given") << "what was given\n";
  }
  Given(const Given&) = delete;
  Given& operator=(const Given&) = delete;
  ~Given() { fs::remove_all(files_); }

  const fs::path& files() const { return files_; }

 private:
  fs::path files_;
};

Outcome run(std::string_view command, Streams streams = Streams::apart) {
  const Given given;
  return Shell(POOLSIZE_GOLDEN_TESTS, given.files()).run(std::string(command), streams);
}

/// Plays a conversation with the program that all conversations are played with.
Outcome played(const std::string& name, const std::string& text, const std::string& before = "") {
  const Given given;
  const Shell shell(POOLSIZE_GOLDEN_TESTS, given.files());
  std::ofstream(shell.folder() / name, std::ios::binary) << text;
  return shell.run(before + "golden_tests " + name + "; code=$?; cat " + name + " >&2; exit $code",
                   Streams::apart);
}

}  // namespace

TEST_CASE("a command's streams and exit code come back apart") {
  const Outcome outcome = run("printf 'a\\nb'; echo c >&2; exit 3");
  CHECK(outcome.out == "a\nb");
  CHECK(outcome.err == "c\n");
  CHECK(outcome.exit_code == 3);
}

TEST_CASE("or together, as on a terminal") {
  const Outcome outcome = run("echo a; echo b >&2; echo c", Streams::together);
  CHECK(outcome.out == "a\nb\nc\n");
  CHECK(outcome.err.empty());
}

TEST_CASE("a command has a clean place") {
  CHECK(run("ls -a; cat given").out == ".\n..\ngiven\nwhat was given\n");
  CHECK(run("env | sed 's/=.*//' | sort | grep -v -e PWD -e _ -e SHLVL").out == "HOME\nPATH\n");
  CHECK(run("test \"$HOME\" = \"$PWD\" && echo $LC_ALL").out == "C.UTF-8\n");
  CHECK(run("command -v golden_tests").out == POOLSIZE_GOLDEN_TESTS "\n");
  CHECK(run("wc -c").out == "0\n");
  CHECK(run("umask").out == "0022\n");
}

TEST_CASE("commands of one conversation share the folder, others do not see it") {
  const Given given;
  const Shell shell(POOLSIZE_GOLDEN_TESTS, given.files());
  shell.run("echo more >>given", Streams::apart);
  CHECK(shell.run("cat given", Streams::apart).out == "what was given\nmore\n");
  CHECK(run("cat given").out == "what was given\n");
  const fs::path folder = shell.folder();
  CHECK(fs::exists(folder));
}

TEST_CASE("the folder is gone afterwards") {
  fs::path folder;
  {
    const Given given;
    folder = Shell(POOLSIZE_GOLDEN_TESTS, given.files()).folder();
  }
  CHECK_FALSE(fs::exists(folder));
}

TEST_CASE("a killed command has the exit code that shells tell") {
  CHECK(run("kill -9 $$").exit_code == 137);
  CHECK(run("sh -c 'kill -15 $$'; exit 4").exit_code == 4);
}

TEST_CASE("what a command leaves running is killed") {
  const Outcome outcome = run("sleep 1000 >/dev/null 2>&1 & echo $!");
  CHECK(outcome.exit_code == 0);
  CHECK(run("sleep 0.2; ps -o stat= -p " + outcome.out.substr(0, outcome.out.size() - 1) + " | grep -v Z")
            .exit_code != 0);
}

TEST_CASE("a conversation that goes as written is fine, and says nothing") {
  const std::string text = "# fine\n$ echo a; echo b >&2; exit 3\na\n! b\n[3]\n\n$ echo c >c; cat c\nc\n";
  const Outcome outcome = played("c.txt", text);
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.out == "");
}

TEST_CASE("a conversation that goes otherwise is not fine") {
  struct Row {
    std::string_view name;
    std::string command;
    std::string written;
    std::string happened;
  };
  const Row rows[] = {
      {"exit code", "exit 3", "[2]\n", "[3]\n"},
      {"exit code where none is told", "echo a; exit 1", "a\n", "a\n[1]\n"},
      {"no exit code where one is told", "echo a", "a\n[1]\n", "a\n"},
      {"standard output", "echo a", "b\n", "a\n"},
      {"one line more", "echo a; echo b", "a\n", "a\nb\n"},
      {"one line less", "echo a", "a\nb\n", "a\n"},
      {"standard error", "echo a >&2", "! b\n", "! a\n"},
      {"the other stream", "echo a >&2", "a\n", "! a\n"},
      {"no line end", "printf a", "a\n", "\\a\\c\n"},
      {"a line end", "echo a", "\\a\\c\n", "a\n"},
      {"a space at the end", "echo 'a '", "a\n", "\\a\\x20\n"},
      {"a space at the end of what is told", "echo a", "a \n", "a\n"},
      {"an empty line at the end", "echo a; echo", "a\n", "a\n\\\n"},
      {"a signal", "kill -11 $$", "", "[139]\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const std::string command = "$ " + row.command + "\n";
    const Outcome wrong = played("c.txt", command + row.written);
    CHECK(wrong.exit_code == 1);
    CHECK(wrong.out != "");
    CHECK(wrong.err == command + row.written);
    CHECK(played("c.txt", command + row.happened).exit_code == 0);
  }
}

TEST_CASE("the difference is shown") {
  const Outcome outcome = played("c.txt", "$ echo a; echo b\na\nc\n");
  CHECK(outcome.out.find("\n $ echo a; echo b\n a\n-c\n+b\n") != std::string::npos);
}

TEST_CASE("a rewrite writes down what happened, once") {
  const Outcome outcome = played("c.txt", "$ echo a; exit 3\nb\n", "export POOLSIZE_REWRITE=1; ");
  CHECK(outcome.exit_code == 0);
  CHECK(outcome.err == "$ echo a; exit 3\na\n[3]\n");
  CHECK(outcome.out.ends_with("c.txt: rewritten\n"));
  CHECK(played("c.txt", outcome.err, "export POOLSIZE_REWRITE=1; ").out == "");
}

TEST_CASE("no file, no conversation and no call are failures") {
  CHECK(run("golden_tests").exit_code == 1);
  CHECK(run("golden_tests nowhere.txt").out.ends_with("nowhere.txt: cannot be read\n"));
  CHECK(played("c.txt", "# nothing\n").exit_code == 1);
  CHECK(played("page.md", "nothing\n").exit_code == 1);
}
