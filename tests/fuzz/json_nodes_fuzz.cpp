// Any bytes are read as JSON, and as settings and manifests in it, without a crash, and within the limits.
#include "sources/json_nodes.hpp"
#include "sources/manifest_compose.hpp"
#include "sources/manifest_kubernetes.hpp"
#include "sources/settings_map.hpp"

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

/// Names stand before their values, and both in the text.
void check_places(const Node& node, int lines) {
  require(node.at.line >= 1 && node.at.line <= lines && node.at.column >= 1);
  if (!node.name.empty()) require(node.name_at.line >= 1 && node.name_at.line <= node.at.line);
  for (const Node& item : node.items) check_places(item, lines);
}

void check_source(const SettingsSource& source) {
  require(!source.variables.empty());
  require(source.deployment.instances() >= 1);
  for (const Variable& variable : source.variables) require(variable.known || variable.value.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  int lines = 1;
  for (const char c : text) lines += c == '\n' ? 1 : 0;
  try {
    const Node document = parse_json_nodes(text, "f");
    check_places(document, lines);
    Manifests manifests("DATABASE_");
    if (manifests.add(document, "f", "", 0)) {
      for (const auto& source : manifests.take_sources()) check_source(source);
    } else if (is_compose(document)) {
      for (const auto& source :
           compose_sources(document, "f", "DATABASE_", [](const auto&) { return std::nullopt; }))
        check_source(source);
    } else {
      for (const auto& source : settings_maps(document, "f", "DATABASE_")) check_source(source);
    }
  } catch (const Error& error) {
    require(error.failure() == Failure::input && std::string_view(error.what()).size() < 1000);
  }
  return 0;
}
