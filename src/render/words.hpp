// The words of the trade, as poolsize uses them everywhere.
#pragma once

#include <span>
#include <string_view>

namespace poolsize::render {

struct Word {
  std::string_view word;
  std::string_view meaning;
};

std::span<const Word> words();

}  // namespace poolsize::render
