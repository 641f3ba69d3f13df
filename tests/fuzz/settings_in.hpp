/// What the fuzzers of files with settings look at in the same way.
#pragma once

#include "sources/manifest_compose.hpp"
#include "sources/manifest_kubernetes.hpp"
#include "sources/settings_map.hpp"

#include <poolsize/error.hpp>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace poolsize::testing {

inline void require(bool holds) {
  if (!holds) std::abort();
}

inline int lines_of(std::string_view text) { return 1 + static_cast<int>(std::ranges::count(text, '\n')); }

inline void check_refusal(const Error& error) {
  require(error.failure() == Failure::input && std::string_view(error.what()).size() < 1000);
}

inline void check_source(const sources::SettingsSource& source) {
  require(!source.variables.empty());
  require(source.deployment.instances() >= 1);
  for (const Variable& variable : source.variables) require(variable.known || variable.value.empty());
}

/// As a Kubernetes object, which `manifests` keeps until its sources are taken, a compose file, or a map of
/// settings.
inline void check_settings_in(const sources::Node& document, sources::Manifests& manifests) {
  if (manifests.add(document, "f", "", 0)) return;
  if (sources::is_compose(document)) {
    for (const auto& source :
         sources::compose_sources(document, "f", "DATABASE_", [](const auto&) { return std::nullopt; }))
      check_source(source);
  } else {
    for (const auto& source : sources::settings_maps(document, "f", "DATABASE_")) check_source(source);
  }
}

}  // namespace poolsize::testing
