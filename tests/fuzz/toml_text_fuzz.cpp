// Any bytes are read as TOML without a crash, and every value has a place in the text.
#include "settings_in.hpp"
#include "sources/toml_text.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

using namespace poolsize;
using namespace poolsize::sources;
using namespace poolsize::testing;

namespace {

void check_places(const Node& node, int lines) {
  require(node.at.line >= 1 && node.at.line <= lines && node.at.column >= 1);
  for (const Node& item : node.items) check_places(item, lines);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  try {
    const Node document = parse_toml(text, "f");
    check_places(document, lines_of(text));
    for (const auto& source : settings_maps(document, "f", "DATABASE_")) require(!source.variables.empty());
  } catch (const Error& error) {
    check_refusal(error);
  }
  return 0;
}
