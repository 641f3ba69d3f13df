#include "sources/files.hpp"

#include "file_conditions.hpp"
#include "scratch_folder.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <thread>

using namespace poolsize;
using namespace poolsize::sources;
using namespace poolsize::testing;

namespace {

namespace fs = std::filesystem;

std::string refusal_to_read(const std::string& path, std::size_t largest = largest_text) {
  return refusal([&] { read_text(path, largest); });
}

}  // namespace

TEST_CASE("read_text gives every byte") {
  const ScratchFolder folder;
  std::string all_bytes;
  for (int byte = 0; byte < 256; ++byte) all_bytes += static_cast<char>(byte);
  struct Row {
    std::string_view name;
    std::string text;
  };
  const Row rows[] = {
      {"empty", ""},
      {"line ends as they are", "a\r\nb\rc\n"},
      {"no final newline", "a"},
      {"all bytes", all_bytes},
      {"longer than a buffer", std::string(200'000, 'x') + "end"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(read_text(folder.write("f", row.text)) == row.text);
  }
}

TEST_CASE("read_text reads pipes and devices to their end") {
  const ScratchFolder folder;
  const std::string long_text(300'000, 'x');  // more than a pipe holds

  SUBCASE("a named pipe") {
    const std::string pipe = folder / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    std::thread writer([&] { write_text(pipe, long_text); });
    CHECK(read_text(pipe) == long_text);
    writer.join();
  }
  SUBCASE("standard input") {
    const StandardInput input(long_text);
    CHECK(read_text("-") == long_text);
  }
  SUBCASE("standard input by its path") {
    const StandardInput input(long_text);
    CHECK(read_text("/dev/stdin") == long_text);
  }
  SUBCASE("/dev/null") { CHECK(read_text("/dev/null").empty()); }
  SUBCASE("a file that says it is empty but is not") { CHECK_FALSE(read_text("/proc/self/status").empty()); }
}

TEST_CASE("read_text waits for a standard input that does not block") {
  const int old = ::dup(STDIN_FILENO);
  int ends[2];
  REQUIRE(::pipe2(ends, O_NONBLOCK) == 0);
  REQUIRE(::dup2(ends[0], STDIN_FILENO) == STDIN_FILENO);
  std::thread writer([end = ends[1]] {
    ::usleep(20'000);
    CHECK(::write(end, "late", 4) == 4);
    ::close(end);
  });
  CHECK(read_text("-") == "late");
  writer.join();
  ::close(ends[0]);
  ::dup2(old, STDIN_FILENO);
  ::close(old);
}

TEST_CASE("read_text says what is wrong and what to do") {
  const ScratchFolder folder;
  const auto in_folder = [&](std::string_view name) { return "'" + (folder / name) + "'"; };

  SUBCASE("missing") {
    CHECK(refusal_to_read(folder / "none") ==
          "cannot read " + in_folder("none") + ": no such file or directory; check the path");
  }
  SUBCASE("a folder") {
    fs::create_directory(folder / "d");
    CHECK(refusal_to_read(folder / "d") ==
          "cannot read " + in_folder("d") + ": is a directory; give a file, not a folder");
  }
  SUBCASE("no leave to read") {
    fs::permissions(folder / "", fs::perms::all);
    fs::permissions(folder.write("secret", "x"), fs::perms::none);
    const AsNobody nobody;
    CHECK(refusal_to_read(folder / "secret") ==
          "cannot read " + in_folder("secret") +
              ": permission denied; check the permissions of the file and of "
              "its folder");
  }
  SUBCASE("a symbolic link that leads back to itself") {
    fs::create_symlink("loop", folder / "loop");
    CHECK(refusal_to_read(folder / "loop") == "cannot read " + in_folder("loop") +
                                                  ": too many levels of symbolic links; a symbolic link "
                                                  "leads back to itself; give the file itself");
  }
  SUBCASE("the empty path") {
    CHECK(refusal_to_read("") == "cannot read '': no such file or directory; check the path");
  }
  SUBCASE("an error while reading") {
    CHECK(refusal_to_read("/proc/self/mem") == "cannot read '/proc/self/mem': input/output error");
  }
  SUBCASE("a password in the path") {
    CHECK(refusal_to_read("postgresql://bob:hunter2@db/app") ==
          "cannot read 'postgresql://bob:***@db/app': no such file or directory; check the path");
  }
  SUBCASE("too long") {
    const std::string tail =
        ": it holds more than 9 bytes, the most that is read of such a file; give a smaller one";
    CHECK(read_text(folder.write("f", "123456789"), 9) == "123456789");
    CHECK(refusal_to_read(folder.write("f", "1234567890"), 9) == "cannot read " + in_folder("f") + tail);
    const StandardInput input("1234567890");
    CHECK(refusal_to_read("-", 9) == "cannot read '<stdin>'" + tail);
  }
  SUBCASE("endless") {
    CHECK(refusal_to_read("/dev/zero", 1 << 20).find("more than 1048576 bytes") != std::string::npos);
  }
  SUBCASE("far too long takes no time and no memory") {
    fs::resize_file(folder.write("f", ""), std::uintmax_t{1} << 40);
    CHECK(refusal_to_read(folder / "f").find("more than 1073741824 bytes") != std::string::npos);
  }
}
