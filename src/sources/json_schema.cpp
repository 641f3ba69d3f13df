#include "json_schema.hpp"

#include <fmt/format.h>

namespace poolsize::sources {
void expect_schema(const JsonField& document, std::string_view name) {
  const std::optional<JsonField> schema = member(document, "schema");
  if (!schema) return;
  const std::string& said = text_of(*schema);
  const std::string expected = fmt::format("poolsize.{}/v1", name);
  if (said == expected) return;
  if (said.starts_with(fmt::format("poolsize.{}/", name)))
    refuse(*schema, fmt::format("is another version than this program reads; write {}", expected));
  if (said.starts_with("poolsize."))
    refuse(*schema, fmt::format("is another kind of file; give one of {}", expected));
  refuse(*schema, fmt::format("is not known; write {}", expected));
}

}  // namespace poolsize::sources
