#include "walk.hpp"

#include "files.hpp"
#include "source_kind.hpp"

#include <poolsize/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

namespace poolsize::sources {
namespace {

namespace fs = std::filesystem;

/// Nobody's settings are in here.
constexpr std::array<std::string_view, 13> left_out{
    ".git",  ".hg",  ".svn",        ".bzr",          ".jj",        "CVS", "node_modules",
    ".venv", "venv", "__pycache__", "site-packages", ".terraform", ".tox"};

bool is_left_out(const fs::path& folder) {
  return std::ranges::find(left_out, folder.filename().string()) != left_out.end();
}

bool may_hold_settings(const fs::path& file) {
  return kind_by_name(file.string()).has_value() && file.filename() != "poolsize.json";
}

}  // namespace

bool is_folder(const std::string& path) {
  std::error_code failure;
  return path != "-" && fs::is_directory(path, failure);
}

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> files;
  std::vector<fs::path> to_enter{folder};
  while (!to_enter.empty()) {
    const fs::path at = std::move(to_enter.back());
    to_enter.pop_back();
    std::error_code failure;
    for (fs::directory_iterator next(at, failure), end; !failure && next != end; next.increment(failure)) {
      std::error_code unreadable;
      const bool link = next->is_symlink(unreadable);
      if (next->is_directory(unreadable)) {
        if (!link && !is_left_out(next->path())) to_enter.push_back(next->path());
      } else if (next->is_regular_file(unreadable) && may_hold_settings(next->path())) {
        files.push_back(next->path().lexically_normal().string());
      }
    }
    if (failure)
      throw Error(Failure::access, fmt::format("cannot read the folder {}: {}; check its permissions",
                                               quoted(shown_name(at.string())), failure.message()));
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace poolsize::sources
