#include "settings_source.hpp"

#include <algorithm>
#include <charconv>

namespace poolsize::sources {

bool concern_pools(std::span<const Variable> variables, std::string_view prefix) {
  return std::ranges::any_of(variables, [&](const Variable& variable) {
    return find_setting(variable, prefix) != nullptr || names_database(variable.name, prefix) ||
           nearly_setting(variable.name, prefix) != nullptr;
  });
}

Variable variable_of(std::string_view name, Place name_at, const Node& value, std::string_view file) {
  Variable variable{
      .name = std::string(name), .name_at = location(file, name_at), .value_at = location(file, value.at)};
  variable.known = value.is_scalar() && !is_computed(value.text);
  (variable.known ? variable.value : variable.origin) = value.text;
  return variable;
}

std::optional<Count> stated_number(std::string_view text) {
  constexpr Count most = 1'000'000;  // kubernetes.io/docs, Considerations for large clusters: 150,000 pods
  Count value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || end != text.data() + text.size() || value < 0 || value > most)
    return std::nullopt;
  return value;
}

std::optional<StatedCount> stated_count(const Node& map, std::string_view entry, std::string_view file) {
  const Node* found = map.find(entry);
  if (found == nullptr || !found->is_scalar()) return std::nullopt;
  const std::optional<Count> value = stated_number(found->text);
  if (!value) return std::nullopt;
  return StatedCount{.value = *value, .by = std::string(entry), .where = location(file, found->at)};
}

bool is_computed(std::string_view text) {
  return text.find("{{") != std::string_view::npos || text.find("${") != std::string_view::npos ||
         text.find("$(") != std::string_view::npos;
}

}  // namespace poolsize::sources
