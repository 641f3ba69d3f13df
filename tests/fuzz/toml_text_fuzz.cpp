// Any bytes are read as TOML without a crash, and every value has a place in the text.
#include "sources/settings_map.hpp"
#include "sources/toml_text.hpp"

#include <poolsize/error.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace poolsize;
using namespace poolsize::sources;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check_places(const Node& node, int lines) {
  require(node.at.line >= 1 && node.at.line <= lines && node.at.column >= 1);
  for (const Node& item : node.items) check_places(item, lines);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  int lines = 1;
  for (const char c : text) lines += c == '\n' ? 1 : 0;
  try {
    const Node document = parse_toml(text, "f");
    check_places(document, lines);
    for (const auto& source : settings_maps(document, "f", "DATABASE_")) require(!source.variables.empty());
  } catch (const Error& error) {
    require(error.failure() == Failure::input && std::string_view(error.what()).size() < 1000);
  }
  return 0;
}
