// Settings that one process runs with: those of a file, or of one part of a file.
#pragma once

#include "node.hpp"

#include <poolsize/location.hpp>
#include <poolsize/settings.hpp>
#include <poolsize/stated_deployment.hpp>
#include <poolsize/variable.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

/// Most fields are those of CheckInput.
struct SettingsSource {
  std::string file;  ///< as it is shown
  std::string part;
  Location where;
  std::string application;
  std::vector<Variable> variables;
  bool partial = false;
  bool own_words = false;
  bool python = false;
  PoolSettings defaults{SqlalchemySettings{}, AsyncpgSettings{}};
  /// Which pools there are: by what is set, unless the source makes one kind.
  Pools pools = Pools::automatic;
  StatedDeployment deployment;
  bool service = false;   ///< runs beside the other services that the files speak of
  std::size_t order = 0;  ///< of its file among those read
};

/// Whether one of them is a setting, nearly one, or a database's URL: others say nothing of pools.
bool concern_pools(std::span<const Variable> variables, std::string_view prefix);

/// A variable whose value stands in a node. It is not known where the node is no scalar, or the text is a
/// template's that something else fills in.
Variable variable_of(std::string_view name, Place name_at, const Node& value, std::string_view file);

/// A number of replicas or workers in digits; nothing for anything else, or more than any cluster runs.
std::optional<Count> stated_number(std::string_view text);
/// That number as an entry of a map has it.
std::optional<StatedCount> stated_count(const Node& map, std::string_view entry, std::string_view file);

/// Whether the text is put together when the manifest is rendered or the process starts: {{ … }}, ${ … }, $(
/// … ).
bool is_computed(std::string_view text);

}  // namespace poolsize::sources
