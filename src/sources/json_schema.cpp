#include "json_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace poolsize::sources {
namespace {

struct Document {
  std::string_view name;
  std::string_view use;
};

constexpr std::array documents{
    Document{"config", "--config reads"},
    Document{"workload", "--workload reads"},
    Document{"recommendation", "recommend prints and nobody reads"},
    Document{"prediction", "predict prints and nobody reads"},
    Document{"simulation", "simulate prints and nobody reads"},
    Document{"check", "check prints and nobody reads"},
    Document{"rules", "check --list-rules prints and nobody reads"},
    Document{"baseline", "--baseline reads"},
};

std::string schema_name(std::string_view document) { return fmt::format("poolsize.{}/v1", document); }

}  // namespace

void expect_schema(const JsonField& document, std::string_view name) {
  const std::optional<JsonField> schema = member(document, "schema");
  if (!schema) return;
  const std::string& said = text_of(*schema);
  const std::string expected = schema_name(name);
  if (said == expected) return;
  if (said.starts_with(fmt::format("poolsize.{}/", name)))
    refuse(*schema, fmt::format("is another version than this program reads; write {}", expected));
  const auto other =
      std::ranges::find(documents, said, [](const Document& d) { return schema_name(d.name); });
  if (other == documents.end()) refuse(*schema, fmt::format("is not known; write {}", expected));
  refuse(*schema, fmt::format("is what {}; give a file of {}", other->use, expected));
}

}  // namespace poolsize::sources
