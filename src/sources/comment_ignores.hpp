// `# poolsize: ignore[rule]` on the lines of files whose parsers leave comments out.
#pragma once

#include "env_file.hpp"

#include <poolsize/variable.hpp>

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

class CommentIgnores {
 public:
  /// Finds the comments of a text; one that is not understood becomes a problem.
  void add(std::string_view text, const std::string& file, std::vector<EnvProblem>& problems);
  /// Switches the rules off for the variables whose name or value stands on the line of such a comment.
  void apply(std::span<Variable> variables) const;

 private:
  std::map<Location, std::vector<IgnoredRule>> by_line_;  ///< the column is 0
};

}  // namespace poolsize::sources
