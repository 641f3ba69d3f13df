#include "baseline.hpp"

#include "json_field.hpp"
#include "json_schema.hpp"

#include <array>

namespace poolsize::sources {
namespace {

std::string required(const JsonField& object, std::string_view name) {
  const std::optional<JsonField> field = member(object, name);
  if (!field)
    refuse(object,
           std::string("lacks ").append(name).append("; write the baseline anew with --write-baseline"));
  return text_of(*field);
}

}  // namespace

std::vector<KnownFinding> parse_baseline(std::string_view text, std::string_view file) {
  const Json document = parse_json(text, file);
  const JsonField root{.value = &document, .source = {.text = text, .file = file}, .path = {}};
  expect_schema(root, "baseline");
  constexpr std::array<std::string_view, 3> known{"$schema", "schema", "findings"};
  expect_only(root, known);

  std::vector<KnownFinding> findings;
  const std::optional<JsonField> all = member(root, "findings");
  if (!all) refuse(root, "lacks findings; write the baseline anew with --write-baseline");
  for (const JsonField& each : elements(*all)) {
    constexpr std::array<std::string_view, 3> keys{"fingerprint", "rule", "file"};
    expect_only(each, keys);
    findings.push_back({.fingerprint = required(each, "fingerprint"),
                        .rule = required(each, "rule"),
                        .file = required(each, "file")});
  }
  return findings;
}

}  // namespace poolsize::sources
