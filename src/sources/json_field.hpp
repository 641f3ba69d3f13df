// From JSON to values: each step knows the way that it came, so that a complaint can name it.
#pragma once

#include "json.hpp"

#include <poolsize/location.hpp>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

/// What is read, for messages that point at it. Requires: both outlive the fields.
struct JsonSource {
  std::string_view text;
  std::string_view file;
};

/// A value, and the way to it.
struct JsonField {
  const Json* value = nullptr;
  JsonSource source;
  std::string path;  ///< "hold.quantiles.p95", "profile[2]"; empty for the whole document

  Location where() const;
};

/// Throws Error(Failure::input) at the value: its path, the value, then `complaint` ("is not above 0; write
/// seconds").
[[noreturn]] void refuse(const JsonField& field, std::string_view complaint);

/// Throws Error(Failure::input) at the name of a member that is none of `known`: "unknown KIND 'name'", then
/// the nearest of them, or `otherwise`.
[[noreturn]] void refuse_name(const JsonField& member, std::string_view kind,
                              std::span<const std::string_view> known, std::string_view otherwise);

// Each of these refuses a value of another kind.

std::vector<JsonField> members(const JsonField& object);
std::vector<JsonField> elements(const JsonField& array);
const std::string& text_of(const JsonField& string);
double number_of(const JsonField& number);

/// The member of that name, if it is there.
std::optional<JsonField> member(const JsonField& object, std::string_view name);

/// Refuses members that are none of `known`.
void expect_only(const JsonField& object, std::span<const std::string_view> known);

}  // namespace poolsize::sources
