#include "config.hpp"

#include "glob.hpp"
#include "json_field.hpp"
#include "json_schema.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

namespace poolsize::sources {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view config_name = "poolsize.json";
constexpr std::string_view rules_section = "rules";
constexpr std::string_view environments_section = "environments";
constexpr std::string_view severity_key = "severity";

using Names = std::vector<std::string_view>;

bool has(const ConfigSection& section, std::string_view key) {
  return std::ranges::find(section.keys, key) != section.keys.end();
}

/// A section or a key that there is not: it stands in the wrong place, or is misspelt.
[[noreturn]] void refuse_unknown(const JsonField& member, std::string_view kind, const Names& known,
                                 std::span<const ConfigSection> sections) {
  const std::string& name = member.value->name;
  const auto home = std::ranges::find_if(sections, [&](const ConfigSection& s) { return has(s, name); });
  if (home != sections.end()) refuse_name(member, kind, {}, fmt::format("it belongs into {}", home->name));
  refuse_name(member, kind, known, fmt::format("there are {}", fmt::join(known, ", ")));
}

std::string flag_text(const JsonField& field) {
  switch (field.value->kind) {
    case Json::Kind::boolean:
    case Json::Kind::number:
    case Json::Kind::string:
      return field.value->text;
    case Json::Kind::null:
      refuse(field, "is no value; leave the key out, and its default holds");
    case Json::Kind::array:
    case Json::Kind::object:
      break;
  }
  refuse(field, "is not one value; write a text, a number, true or false");
}

void read_section(const JsonField& field, const ConfigSection& section,
                  std::span<const ConfigSection> sections, ConfigLayer& layer) {
  for (const JsonField& member : members(field)) {
    const std::string& key = member.value->name;
    if (!has(section, key)) {
      const Names known(section.keys.begin(), section.keys.end());
      refuse_unknown(member, fmt::format("key in {}:", section.name), known, sections);
    }
    layer.values[fmt::format("{}.{}", section.name, key)] = {.text = flag_text(member),
                                                             .where = member.where()};
  }
}

Severity severity_of(const JsonField& field) {
  const auto severity =
      field.value->kind == Json::Kind::string ? find_severity(field.value->text) : std::nullopt;
  if (!severity) refuse(field, R"(is not a severity; write "off", "info", "warning" or "error")");
  return *severity;
}

double threshold_of(const JsonField& field, const Threshold& threshold) {
  const double value = number_of(field);
  if (value < threshold.least || value > threshold.most) {
    refuse(field, fmt::format("is out of range; write {} to {} ({})", threshold.least, threshold.most,
                              threshold.unit));
  }
  return value;
}

/// {"severity": "error", "longest_s": 30}
void read_rule(const JsonField& field, const Rule& rule, RulePolicy& policy) {
  Names known{severity_key};
  for (const Threshold* threshold : rule.thresholds)
    if (threshold != nullptr) known.push_back(threshold->name);
  for (const JsonField& member : members(field)) {
    const std::string& key = member.value->name;
    const Threshold* threshold = find_threshold(rule, key);
    if (key == severity_key)
      policy.severities[std::string(rule.id)] = severity_of(member);
    else if (threshold != nullptr)
      policy.thresholds[threshold] = threshold_of(member, *threshold);
    else
      refuse_name(member, fmt::format("key of the rule {}:", rule.id), known,
                  fmt::format("there {} {}", known.size() == 1 ? "is" : "are", fmt::join(known, ", ")));
  }
}

void read_rules(const JsonField& field, RulePolicy& policy) {
  for (const JsonField& member : members(field)) {
    const std::string& id = member.value->name;
    const Rule* rule = find_rule(id);
    if (rule == nullptr) {
      Names ids;
      for (const Rule& each : rules()) ids.push_back(each.id);
      refuse_name(member, "rule", ids, "poolsize explain lists the rules");
    }
    if (member.value->kind == Json::Kind::object)
      read_rule(member, *rule, policy);
    else
      policy.severities[id] = severity_of(member);
  }
}

/// A section of the document or of an environment; `known` are those that may stand there.
void read_member(const JsonField& member, const Names& known, std::span<const ConfigSection> sections,
                 ConfigLayer& layer) {
  const std::string& name = member.value->name;
  if (name == rules_section) return read_rules(member, layer.rules);
  const auto section = std::ranges::find(sections, name, &ConfigSection::name);
  if (section == sections.end()) refuse_unknown(member, "section", known, sections);
  read_section(member, *section, sections, layer);
}

void read_environments(const JsonField& field, const Names& known, std::span<const ConfigSection> sections,
                       std::vector<ConfigEnvironment>& environments) {
  for (const JsonField& environment : members(field)) {
    ConfigEnvironment read{.pattern = environment.value->name, .layer = {}};
    if (read.pattern.empty())
      refuse_name(environment, "pattern", {}, "write one that file names have, such as *prod*");
    for (const JsonField& member : members(environment)) read_member(member, known, sections, read.layer);
    environments.push_back(std::move(read));
  }
}

void lay_over(ConfigLayer& below, const ConfigLayer& above) {
  for (const auto& [key, value] : above.values) below.values.insert_or_assign(key, value);
  for (const auto& [rule, severity] : above.rules.severities)
    below.rules.severities.insert_or_assign(rule, severity);
  for (const auto& [threshold, value] : above.rules.thresholds)
    below.rules.thresholds.insert_or_assign(threshold, value);
}

}  // namespace

const ConfigValue* Config::find(std::string_view key) const {
  const auto found = values.find(key);
  return found == values.end() ? nullptr : &found->second;
}

Config parse_config(std::string_view text, std::string_view file, std::span<const ConfigSection> sections) {
  const Json document = parse_json(text, file);
  const JsonField root{.value = &document, .source = {.text = text, .file = file}, .path = {}};
  expect_schema(root, "config");

  Names inside{rules_section};
  for (const ConfigSection& section : sections) inside.push_back(section.name);
  Names outside = inside;
  outside.push_back(environments_section);

  Config config;
  config.file = file;
  for (const JsonField& member : members(root)) {
    const std::string& name = member.value->name;
    if (name == "schema" || name == "$schema") continue;
    if (name == environments_section)
      read_environments(member, inside, sections, config.environments);
    else
      read_member(member, outside, sections, config);
  }
  return config;
}

std::vector<std::size_t> environments_of(const Config& config, std::string_view path) {
  const fs::path folder = fs::absolute(config.file).lexically_normal().parent_path();
  const std::string inside =
      fs::absolute(path).lexically_normal().lexically_relative(folder).generic_string();
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < config.environments.size(); ++i)
    if (path_matches(config.environments[i].pattern, inside)) found.push_back(i);
  return found;
}

Config overlaid(const Config& config, std::span<const std::size_t> environments) {
  Config result = config;
  for (const std::size_t each : environments) lay_over(result, config.environments.at(each).layer);
  return result;
}

std::optional<std::string> nearest_config(std::string_view folder) {
  std::error_code failure;
  for (fs::path at = folder == "." ? "" : folder;; at /= "..") {
    const fs::file_type found = fs::status(at / config_name, failure).type();
    if (found == fs::file_type::regular) return (at / config_name).string();
    const fs::path here = at / ".";
    const bool may_not_look = found == fs::file_type::none;
    const bool at_root = fs::equivalent(here, here / "..", failure);
    if (may_not_look || at_root || failure) return std::nullopt;
  }
}

}  // namespace poolsize::sources
