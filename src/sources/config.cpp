#include "config.hpp"

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
constexpr std::array<std::string_view, 4> severities{"off", "info", "warning", "error"};

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
                  std::span<const ConfigSection> sections, Config& config) {
  for (const JsonField& member : members(field)) {
    const std::string& key = member.value->name;
    if (!has(section, key)) {
      const Names known(section.keys.begin(), section.keys.end());
      refuse_unknown(member, fmt::format("key in {}:", section.name), known, sections);
    }
    config.values[member.path] = {.text = flag_text(member), .where = member.where()};
  }
}

void read_rules(const JsonField& field, std::span<const std::string> rule_ids, Config& config) {
  for (const JsonField& member : members(field)) {
    const std::string& rule = member.value->name;
    if (std::ranges::find(rule_ids, rule) == rule_ids.end())
      refuse_name(member, "rule", Names(rule_ids.begin(), rule_ids.end()),
                  "poolsize explain lists the rules");
    const Json& severity = *member.value;
    if (severity.kind != Json::Kind::string ||
        std::ranges::find(severities, severity.text) == severities.end())
      refuse(member, R"(is not a severity; write "off", "info", "warning" or "error")");
    config.rules[rule] = severity.text;
  }
}

}  // namespace

const ConfigValue* Config::find(std::string_view key) const {
  const auto found = values.find(key);
  return found == values.end() ? nullptr : &found->second;
}

Config parse_config(std::string_view text, std::string_view file, std::span<const ConfigSection> sections,
                    std::span<const std::string> rule_ids) {
  const Json document = parse_json(text, file);
  const JsonField root{.value = &document, .source = {.text = text, .file = file}, .path = {}};
  expect_schema(root, "config");

  Config config{.file = std::string(file), .values = {}, .rules = {}};
  for (const JsonField& member : members(root)) {
    const std::string& name = member.value->name;
    if (name == "schema" || name == "$schema") continue;
    if (name == rules_section) {
      read_rules(member, rule_ids, config);
      continue;
    }
    const auto section = std::ranges::find(sections, name, &ConfigSection::name);
    if (section == sections.end()) {
      Names known{rules_section};
      for (const ConfigSection& one : sections) known.push_back(one.name);
      refuse_unknown(member, "section", known, sections);
    }
    read_section(member, *section, sections, config);
  }
  return config;
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
