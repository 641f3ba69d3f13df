// poolsize.json: what a repository says of its deployment, server, workload, goal and rules
// (poolsize.config/v1, schemas/config.schema.json).
#pragma once

#include <poolsize/location.hpp>
#include <poolsize/rules.hpp>

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

/// The keys that one section may have.
struct ConfigSection {
  std::string name;
  std::vector<std::string> keys;
};

struct ConfigValue {
  std::string text;  ///< what the flag would have been given: a number in digits, "true" or "false", or a
                     ///< text as it is
  Location where;
  bool operator==(const ConfigValue&) const = default;
};

/// What a repository says, everywhere or for the files of one pattern.
struct ConfigLayer {
  /// "workload.rps" -> "100"
  std::map<std::string, ConfigValue, std::less<>> values;
  RulePolicy rules;
};

struct ConfigEnvironment {
  std::string pattern;  ///< see glob.hpp
  ConfigLayer layer;
};

struct Config : ConfigLayer {
  std::string file;  ///< empty: there is none
  std::vector<ConfigEnvironment> environments;

  const ConfigValue* find(std::string_view key) const;
};

/// Throws Error(Failure::input), with the place, for what is not JSON, for unknown sections, keys, rules and
/// thresholds with the nearest known, for thresholds out of their range, and for values that no flag could
/// have. What a value means is left to whoever knows the flag.
Config parse_config(std::string_view text, std::string_view file, std::span<const ConfigSection> sections);

/// The environments whose pattern `path` has, as indices: a path that starts where that of the config starts.
std::vector<std::size_t> environments_of(const Config&, std::string_view path);

/// The config with these environments laid over it, a later one over an earlier.
Config overlaid(const Config&, std::span<const std::size_t> environments);

/// The nearest file called poolsize.json in `folder` or above it, as a path that starts from `folder`.
/// Folders, pipes and devices of that name do not count; above a folder that may not be entered nothing is
/// looked for.
std::optional<std::string> nearest_config(std::string_view folder);

}  // namespace poolsize::sources
