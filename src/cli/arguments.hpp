// What was typed, before it means anything: flags with their texts, and the words between them.
#pragma once

#include "commands.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace poolsize::cli {

struct Arguments {
  std::vector<std::pair<std::string_view, std::string>>
      flags;  ///< in the order typed; the text of a switch is "true"
  std::vector<std::string> words;

  /// What the flag was last given, or nullptr.
  const std::string* find(std::string_view flag) const;
  bool has(std::string_view flag) const { return find(flag) != nullptr; }
  std::vector<std::string> all(std::string_view flag) const;
};

/// Throws Error(Failure::input) for what the command does not know, with the nearest flag that it does.
Arguments parse_arguments(const Command&, std::span<const std::string> typed);

}  // namespace poolsize::cli
