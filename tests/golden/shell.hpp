// Where conversations take place: a folder of its own, a clean environment, and a shell.
#pragma once

#include "conversation.hpp"

#include <filesystem>
#include <string>

namespace poolsize::golden {

/// Who gets the two output streams of a command: each its own text, or both one, as on a terminal.
enum class Streams { apart, together };

class Shell {
 public:
  /// The folder starts as a copy of `files`. `program` is found first when its name is called. Throws
  /// std::filesystem::filesystem_error.
  Shell(const std::filesystem::path& program, const std::filesystem::path& files);
  Shell(const Shell&) = delete;
  Shell& operator=(const Shell&) = delete;
  ~Shell();

  /// Runs `sh -c COMMAND` in the folder. Its environment is PATH, HOME (the folder) and LC_ALL=C.UTF-8, its
  /// input is empty. It is killed after a minute; what it leaves running is killed at once. Throws
  /// std::system_error.
  Outcome run(const std::string& command, Streams streams) const;

  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path root_;  ///< the folder, and beside it what commands print
  std::filesystem::path folder_;
  std::string path_;
};

}  // namespace poolsize::golden
