// Any bytes are read as YAML, and as manifests, without a crash, and within the limits.
#include "sources/manifest_compose.hpp"
#include "sources/manifest_kubernetes.hpp"
#include "sources/settings_map.hpp"
#include "sources/yaml_text.hpp"

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

std::size_t check_places(const Node& node, int lines) {
  require(node.at.line >= 1 && node.at.line <= lines && node.at.column >= 1);
  std::size_t values = 1;
  for (const Node& item : node.items) values += check_places(item, lines);
  return values;
}

void check_source(const SettingsSource& source) {
  require(!source.variables.empty());
  require(source.deployment.instances() >= 1);
  for (const Variable& variable : source.variables) require(variable.known || variable.value.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(data, data + size);
  int lines = 2;
  for (const char c : text) lines += c == '\n' ? 1 : 0;
  try {
    Manifests manifests("DATABASE_");
    std::size_t values = 0;
    for (const Node& document : parse_yaml(text, "f")) {
      values += check_places(document, lines);
      if (manifests.add(document, "f", "", 0)) continue;
      if (is_compose(document)) {
        for (const auto& source :
             compose_sources(document, "f", "DATABASE_", [](const auto&) { return std::nullopt; }))
          check_source(source);
      } else {
        for (const auto& source : settings_maps(document, "f", "DATABASE_")) check_source(source);
      }
    }
    require(values <= most_yaml_values);
    for (const auto& source : manifests.take_sources()) check_source(source);
  } catch (const Error& error) {
    require(error.failure() == Failure::input && std::string_view(error.what()).size() < 1000);
  }
  return 0;
}
