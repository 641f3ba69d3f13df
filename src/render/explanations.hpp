// What `explain` says about a topic.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::render {

/// The page of a topic, whatever its case; nothing for an unknown one.
std::optional<std::string> explanation(std::string_view topic);

struct Topic {
  std::string_view name;
  std::string_view about;  ///< one line, no final dot
};

std::vector<Topic> topics();

/// The list of all topics, with a line about each.
std::string topics_text();

}  // namespace poolsize::render
