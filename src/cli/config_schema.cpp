#include "config_schema.hpp"

#include "flags.hpp"
#include "inputs.hpp"

#include <poolsize/rules.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace poolsize::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view severities = "off|info|warning|error";

Json words(std::string_view choices) {
  Json array = Json::array();
  for (const std::string_view choice : split_choices(choices)) array.push_back(choice);
  return array;
}

/// What may stand for the flag: what it would be given on the command line, or the number alone.
Json value_of(const Flag& flag) {
  Json value{{"description", flag.brief}};
  switch (flag.takes) {
    case Takes::choice:
      value["enum"] = words(flag.choices);
      return value;
    case Takes::boolean:
      value["type"] = "boolean";
      return value;
    case Takes::duration:
    case Takes::file:
      value["type"] = "string";
      break;
    default:
      value["type"] = Json::array({"number", "string"});
  }
  if (!flag.fallback.empty()) value["description"] = fmt::format("{}; default {}", flag.brief, flag.fallback);
  if (!example(flag.takes).empty() && flag.takes != Takes::file) value["examples"] = {example(flag.takes)};
  return value;
}

Json section_of(const GroupHeading& heading) {
  Json properties = Json::object();
  for (const Flag& flag : flags())
    if (flag.group == heading.group && flag.takes != Takes::nothing)
      properties[config_key(flag)] = value_of(flag);
  return {{"description", fmt::format("{}: the flags of that name", heading.heading)},
          {"type", "object"},
          {"properties", std::move(properties)},
          {"additionalProperties", false}};
}

Json rule_of(const Rule& rule) {
  Json properties{{"severity", {{"$ref", "#/$defs/severity"}}}};
  for (const Threshold* threshold : rule.thresholds) {
    if (threshold == nullptr) continue;
    properties[std::string(threshold->name)] = {
        {"description", fmt::format("{}; default {}: {}", threshold->unit, threshold->value, threshold->why)},
        {"type", "number"},
        {"minimum", threshold->least},
        {"maximum", threshold->most}};
  }
  Json object{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  return {{"description", rule.title},
          {"anyOf", Json::array({{{"$ref", "#/$defs/severity"}}, std::move(object)})}};
}

Json rules_section() {
  Json properties = Json::object();
  for (const Rule& rule : rules()) properties[std::string(rule.id)] = rule_of(rule);
  return {{"description", "Severities and thresholds of the rules of check"},
          {"type", "object"},
          {"properties", std::move(properties)},
          {"additionalProperties", false}};
}

}  // namespace

std::string config_schema() {
  Json sections = Json::object();
  Json references = Json::object();
  for (const GroupHeading& heading : groups()) {
    if (heading.section.empty()) continue;
    const std::string name(heading.section);
    sections[name] = section_of(heading);
    references[name] = {{"$ref", fmt::format("#/$defs/{}", name)}};
  }
  sections["rules"] = rules_section();
  references["rules"] = {{"$ref", "#/$defs/rules"}};
  sections["severity"] = {{"description", "off switches the rule off"}, {"enum", words(severities)}};

  Json properties{
      {"$schema", {{"description", "For editors; not read"}}},
      {"schema",
       {{"description", "The name and version of this document's form"}, {"const", "poolsize.config/v1"}}}};
  properties.update(references);
  properties["environments"] = {
      {"description",
       "What holds besides for the files of a pattern, such as *prod*; a later one over an earlier"},
      {"type", "object"},
      {"propertyNames", {{"minLength", 1}}},
      {"additionalProperties",
       {{"type", "object"}, {"properties", std::move(references)}, {"additionalProperties", false}}}};
  const Json schema{
      {"$schema", "https://json-schema.org/draft/2020-12/schema"},
      {"title", "poolsize.json, what a repository says of its workload, deployment, server, goal and rules"},
      {"type", "object"},
      {"properties", std::move(properties)},
      {"additionalProperties", false},
      {"$defs", std::move(sections)}};
  return schema.dump(2) + '\n';
}

}  // namespace poolsize::cli
