// Any bytes are read as YAML, and as manifests, without a crash, and within the limits.
#include "settings_in.hpp"
#include "sources/yaml_text.hpp"

#include <cstddef>
#include <cstdint>
#include <string>

using namespace poolsize;
using namespace poolsize::sources;
using namespace poolsize::testing;

namespace {

std::size_t check_places(const Node& node, int lines) {
  require(node.at.line >= 1 && node.at.line <= lines && node.at.column >= 1);
  std::size_t values = 1;
  for (const Node& item : node.items) values += check_places(item, lines);
  return values;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  const int lines = lines_of(text) + 1;  // what ends a text may stand on a line of its own
  try {
    Manifests manifests("DATABASE_");
    std::size_t values = 0;
    for (const Node& document : parse_yaml(text, "f")) {
      values += check_places(document, lines);
      check_settings_in(document, manifests);
    }
    require(values <= most_yaml_values);
    for (const auto& source : manifests.take_sources()) check_source(source);
  } catch (const Error& error) {
    check_refusal(error);
  }
  return 0;
}
