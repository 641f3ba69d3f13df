// Any bytes are read as JSON, and as settings and manifests in it, without a crash, and within the limits.
#include "settings_in.hpp"
#include "sources/json_nodes.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

using namespace poolsize;
using namespace poolsize::sources;
using namespace poolsize::testing;

namespace {

/// Names stand before their values, and both in the text.
void check_places(const Node& node, int lines) {
  require(node.at.line >= 1 && node.at.line <= lines && node.at.column >= 1);
  if (!node.name.empty()) require(node.name_at.line >= 1 && node.name_at.line <= node.at.line);
  for (const Node& item : node.items) check_places(item, lines);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  try {
    const Node document = parse_json_nodes(text, "f");
    check_places(document, lines_of(text));
    Manifests manifests("DATABASE_");
    check_settings_in(document, manifests);
    for (const auto& source : manifests.take_sources()) check_source(source);
  } catch (const Error& error) {
    check_refusal(error);
  }
  return 0;
}
