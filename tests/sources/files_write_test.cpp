#include "file_conditions.hpp"
#include "scratch_folder.hpp"
#include "sources/files.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

using namespace poolsize;
using namespace poolsize::sources;
using namespace poolsize::testing;

namespace {

namespace fs = std::filesystem;

using Names = std::vector<std::string>;

std::string refusal_to_write(const std::string& path, std::string_view text = "new") {
  return refusal([&] { write_atomically(path, text, {.backup = true}); });
}

mode_t mode_of(const std::string& path) {
  struct stat facts {};
  REQUIRE(::stat(path.c_str(), &facts) == 0);
  return facts.st_mode & 07777;
}

}  // namespace

TEST_CASE("write_atomically replaces the text and keeps the old one") {
  const ScratchFolder folder;
  const std::string file = folder.write("f.env", "old");
  write_atomically(file, "new", {.backup = true});
  CHECK(folder.text_of("f.env") == "new");
  CHECK(folder.text_of("f.env.bak") == "old");
  CHECK(folder.names() == Names{"f.env", "f.env.bak"});

  write_atomically(file, "newer", {.backup = true});
  CHECK(folder.text_of("f.env") == "newer");
  CHECK(folder.text_of("f.env.bak") == "new");

  write_atomically(file, "", {});
  CHECK(folder.text_of("f.env").empty());
  CHECK(folder.text_of("f.env.bak") == "new");
  CHECK(folder.names() == Names{"f.env", "f.env.bak"});
}

TEST_CASE("write_atomically makes a new file as the umask wants it") {
  const ScratchFolder folder;
  const mode_t old_mask = ::umask(027);
  write_atomically(folder / "f", "new", {.backup = true});
  ::umask(old_mask);
  CHECK(folder.text_of("f") == "new");
  CHECK(mode_of(folder / "f") == 0640);
  CHECK(folder.names() == Names{"f"});
}

TEST_CASE("write_atomically works in the current folder") {
  const ScratchFolder folder;
  folder.write("f", "old");
  const fs::path before = fs::current_path();
  fs::current_path(folder / "");
  CHECK(write_atomically("f", "new") == "f");
  fs::current_path(before);
  CHECK(folder.text_of("f") == "new");
}

TEST_CASE("write_atomically keeps the mode") {
  const ScratchFolder folder;
  for (const mode_t mode : {0600U, 0640U, 0644U, 0666U, 0755U, 02660U}) {
    CAPTURE(mode);
    const std::string file = folder.write("f", "old");
    REQUIRE(::chmod(file.c_str(), mode) == 0);
    write_atomically(file, "new", {.backup = true});
    CHECK(folder.text_of("f") == "new");
    CHECK(mode_of(file) == mode);
    CHECK(mode_of(file + ".bak") == mode);
  }
}

TEST_CASE("write_atomically keeps the owner or writes nothing") {
  if (::geteuid() != 0) {
    MESSAGE("only root can give a file away: not tested");
    return;
  }
  const ScratchFolder folder;
  fs::permissions(folder / "", fs::perms::all);
  const std::string file = folder.write("f", "old");
  constexpr uid_t daemon = 1;
  REQUIRE(::chown(file.c_str(), daemon, daemon) == 0);
  REQUIRE(::chmod(file.c_str(), 0666) == 0);

  SUBCASE("root can keep it") {
    write_atomically(file, "new");
    struct stat facts {};
    REQUIRE(::stat(file.c_str(), &facts) == 0);
    CHECK(folder.text_of("f") == "new");
    CHECK(facts.st_uid == daemon);
    CHECK(facts.st_gid == daemon);
  }
  SUBCASE("others cannot") {
    const AsNobody nobody;
    CHECK(refusal_to_write(file) == "cannot keep the owner of '" + file +
                                        ".bak' (user 1, group 1); run as that user; nothing was changed");
    CHECK(folder.text_of("f") == "old");
    CHECK(folder.names() == Names{"f"});
  }
}

TEST_CASE("write_atomically follows symbolic links") {
  const ScratchFolder folder;
  fs::create_directory(folder / "shared");
  folder.write("shared/f", "old");
  fs::create_symlink("shared/f", folder / "link");
  fs::create_symlink("link", folder / "link to link");

  CHECK(write_atomically(folder / "link to link", "new", {.backup = true}) ==
        fs::canonical(folder / "shared/f"));
  CHECK(folder.text_of("shared/f") == "new");
  CHECK(folder.text_of("shared/f.bak") == "old");
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(fs::is_symlink(folder / "link to link"));
  CHECK(folder.names() == Names{"link", "link to link", "shared"});
}

TEST_CASE("write_atomically refuses and changes nothing") {
  const ScratchFolder folder;
  const auto in_folder = [&](std::string_view name) { return "'" + (folder / name) + "'"; };

  SUBCASE("a folder") {
    fs::create_directory(folder / "d");
    CHECK(refusal_to_write(folder / "d") ==
          "cannot change " + in_folder("d") + " in place: it is a folder; give a regular file");
  }
  SUBCASE("a pipe") {
    REQUIRE(::mkfifo((folder / "p").c_str(), 0600) == 0);
    CHECK(refusal_to_write(folder / "p") ==
          "cannot change " + in_folder("p") + " in place: it is a pipe; give a regular file");
  }
  SUBCASE("a device") {
    CHECK(refusal_to_write("/dev/null") ==
          "cannot change '/dev/null' in place: it is a device; give a regular file");
  }
  SUBCASE("a pipe by a path of the system") {
    const StandardInput input("");
    CHECK(refusal_to_write("/dev/stdin") ==
          "cannot change '/dev/stdin' in place: it is a pipe; give a regular file");
  }
  SUBCASE("a link to nowhere") {
    fs::create_symlink("none", folder / "link");
    CHECK(refusal_to_write(folder / "link") == "cannot follow the symbolic link " + in_folder("link") +
                                                   ": no such file or directory; check the path");
    CHECK(folder.names() == Names{"link"});
  }
  SUBCASE("a folder that is not there") {
    CHECK(refusal_to_write(folder / "d/f") ==
          "cannot write " + in_folder("d/f") +
              ": no such file or directory; check the path; nothing was changed");
  }
  SUBCASE("a file that is read-only") {
    fs::permissions(folder / "", fs::perms::all);
    REQUIRE(::chmod(folder.write("f", "old").c_str(), 0444) == 0);
    const AsNobody nobody;
    CHECK(refusal_to_write(folder / "f") ==
          "cannot write " + in_folder("f") +
              ": permission denied; check the permissions of the file and of its "
              "folder");
    CHECK(folder.text_of("f") == "old");
    CHECK(folder.names() == Names{"f"});
  }
  SUBCASE("a folder that is read-only") {
    fs::permissions(folder.write("f", "old"), fs::perms::all);
    REQUIRE(::chmod((folder / "").c_str(), 0555) == 0);
    {
      const AsNobody nobody;
      CHECK(refusal_to_write(folder / "f") == "cannot write " + in_folder("f.bak") +
                                                  ": permission denied; check the permissions of the file "
                                                  "and of its folder; nothing was changed");
    }
    fs::permissions(folder / "", fs::perms::owner_all);
    CHECK(folder.text_of("f") == "old");
    CHECK(folder.names() == Names{"f"});
  }
  SUBCASE("a folder where the backup belongs") {
    fs::create_directory(folder / "f.bak");
    folder.write("f", "old");
    CHECK(refusal_to_write(folder / "f") ==
          "cannot write " + in_folder("f.bak") +
              ": is a directory; give a file, not a folder; nothing was changed");
    CHECK(folder.text_of("f") == "old");
    CHECK(folder.names() == Names{"f", "f.bak"});
  }
  SUBCASE("no room") {
    folder.write("f", "old");
    {
      const SmallDisk disk(1000);
      CHECK(refusal_to_write(folder / "f", std::string(1001, 'x')) ==
            "cannot write " + in_folder("f") +
                ": file too large; raise the limit on the size of files (ulimit -f); nothing was changed");
    }
    CHECK(folder.text_of("f") == "old");
    CHECK(folder.names() == Names{"f", "f.bak"});
  }
  SUBCASE("no room for the backup") {
    const std::string old(1001, 'x');
    folder.write("f", old);
    {
      const SmallDisk disk(1000);
      CHECK(refusal_to_write(folder / "f").starts_with("cannot write " + in_folder("f.bak")));
    }
    CHECK(folder.text_of("f") == old);
    CHECK(folder.names() == Names{"f"});
  }
}

TEST_CASE("write_text writes to what the path names") {
  const ScratchFolder folder;
  SUBCASE("a new file") {
    write_text(folder / "f", "new");
    CHECK(folder.text_of("f") == "new");
  }
  SUBCASE("a file with other names stays whole") {
    const std::string file = folder.write("f", "old");
    fs::create_hard_link(file, folder / "g");
    write_text(file, "new");
    CHECK(folder.text_of("f") == "new");
    CHECK(folder.text_of("g") == "old");
    CHECK(folder.names() == Names{"f", "g"});
  }
  SUBCASE("a device") {
    write_text("/dev/null", "new");
    CHECK(fs::is_character_file("/dev/null"));
  }
  SUBCASE("a full disk") {
    CHECK(refusal([] { write_text("/dev/full", "new"); }) ==
          "cannot write '/dev/full': no space left on device; free some space, then try again");
  }
  SUBCASE("a folder") {
    CHECK(refusal([&] { write_text(folder / "", "new"); }) ==
          "cannot change '" + (folder / "") + "' in place: it is a folder; give a regular file");
  }
}
