#include "json_field.hpp"

#include "place.hpp"

#include <poolsize/error.hpp>
#include <poolsize/suggest.hpp>
#include <poolsize/units.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace poolsize::sources {
namespace {

std::string shown(const Json& value) {
  switch (value.kind) {
    case Json::Kind::null:
      return "null";
    case Json::Kind::boolean:
    case Json::Kind::number:
      return value.text;
    case Json::Kind::string:
      return quoted(value.text);
    case Json::Kind::array:
    case Json::Kind::object:
      break;
  }
  return "";
}

void expect(Json::Kind kind, const JsonField& field, std::string_view complaint) {
  if (field.value->kind != kind) refuse(field, complaint);
}

}  // namespace

Location JsonField::where() const { return place_of(source.text, value->at, source.file); }

void refuse(const JsonField& field, std::string_view complaint) {
  std::string message = field.path.empty() ? "the document" : field.path;
  if (const std::string value = shown(*field.value); !value.empty()) message += " " + value;
  message.append(" ").append(complaint);
  throw Error(Failure::input, message, field.where());
}

void refuse_name(const JsonField& member, std::string_view kind, std::span<const std::string_view> known,
                 std::string_view otherwise) {
  const std::string& name = member.value->name;
  const std::optional<std::string_view> nearest = closest(name, known);
  throw Error(Failure::input,
              nearest ? fmt::format("unknown {} {}; did you mean {}?", kind, quoted(name), *nearest)
                      : fmt::format("unknown {} {}; {}", kind, quoted(name), otherwise),
              place_of(member.source.text, member.value->name_at, member.source.file));
}

std::vector<JsonField> members(const JsonField& object) {
  expect(Json::Kind::object, object, "is not an object; write {\"name\": value}");
  const std::string prefix = object.path.empty() ? "" : object.path + ".";
  std::vector<JsonField> fields;
  for (const Json& value : object.value->items)
    fields.push_back({.value = &value, .source = object.source, .path = prefix + value.name});
  return fields;
}

std::vector<JsonField> elements(const JsonField& array) {
  expect(Json::Kind::array, array, "is not an array; write [value, value]");
  std::vector<JsonField> fields;
  for (const Json& value : array.value->items) {
    fields.push_back(
        {.value = &value, .source = array.source, .path = fmt::format("{}[{}]", array.path, fields.size())});
  }
  return fields;
}

const std::string& text_of(const JsonField& string) {
  expect(Json::Kind::string, string, "is not a text; write it in double quotes");
  return string.value->text;
}

double number_of(const JsonField& field) {
  if (field.value->kind == Json::Kind::null)
    refuse(field, "is not a number; leave it out if it is not known");
  expect(Json::Kind::number, field, "is not a number; write digits without quotes");
  return number(field.value->text).value();
}

std::optional<JsonField> member(const JsonField& object, std::string_view name) {
  const std::vector<JsonField> all = members(object);
  const auto found = std::ranges::find(all, name, [](const JsonField& field) { return field.value->name; });
  return found == all.end() ? std::nullopt : std::optional(*found);
}

void expect_only(const JsonField& object, std::span<const std::string_view> known) {
  for (const JsonField& member : members(object)) {
    if (std::ranges::find(known, member.value->name) != known.end()) continue;
    const std::string kind = object.path.empty() ? "key" : fmt::format("key in {}:", object.path);
    refuse_name(member, kind, known, fmt::format("there are {}", fmt::join(known, ", ")));
  }
}

}  // namespace poolsize::sources
