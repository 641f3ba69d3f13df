#include "manual_schema.hpp"

#include "schemas.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace poolsize::render {
namespace {

using Json = nlohmann::ordered_json;

std::string type_of(const Json& schema) {
  if (schema.contains("const")) return fmt::format("always {}", schema["const"].dump());
  const Json& type = schema.value("type", Json("any value"));
  if (type.is_string()) return type.get<std::string>();
  std::string words;
  for (const Json& word : type)
    words += fmt::format("{}{}", words.empty() ? "" : " or ", word.get<std::string>());
  return words;
}

void add_properties(ManualSection& section, const Json& root, const Json& given, const std::string& prefix);

void add_member(ManualSection& section, const Json& root, const Json& schema, const std::string& path) {
  std::string says = schema.value("description", "");
  if (!says.empty() && !says.ends_with('.')) says += '.';
  section.add_item(fmt::format("`{}`", path), fmt::format("({}) {}", type_of(schema), says));
  add_properties(section, root, schema, path + '.');
  if (schema.contains("items")) add_properties(section, root, schema["items"], path + "[].");
}

void add_properties(ManualSection& section, const Json& root, const Json& given, const std::string& prefix) {
  const Json& schema = given.contains("$ref")
                           ? root.at(Json::json_pointer(given["$ref"].get<std::string>().substr(1)))
                           : given;
  if (!schema.contains("properties")) return;
  for (const auto& [name, member] : schema["properties"].items())
    add_member(section, root, member, prefix + name);
}

}  // namespace

void add_members(ManualSection& section, std::string_view topic) {
  const auto known = schemas();
  const auto found = std::ranges::find(known, topic, &Schema::topic);
  if (found == known.end()) throw std::out_of_range(std::string(topic));
  const Json root = Json::parse(found->text);
  add_properties(section, root, root, "");
}

}  // namespace poolsize::render
