#include "source_kind.hpp"

#include "plain_text.hpp"

#include <algorithm>
#include <array>

namespace poolsize::sources {
namespace {

constexpr std::string_view blanks = " \t\r";

struct Ending {
  std::string_view text;
  SourceKind kind;
};
constexpr std::array endings{Ending{".env", SourceKind::env},   Ending{".yaml", SourceKind::yaml},
                             Ending{".yml", SourceKind::yaml},  Ending{".json", SourceKind::json},
                             Ending{".toml", SourceKind::toml}, Ending{".py", SourceKind::python}};

std::string_view trimmed(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return "";
  return line.substr(begin, line.find_last_not_of(blanks) - begin + 1);
}

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.' || c == '"' || c == '\'';
  });
}

/// [database] and [[pools]], but not ["a", "b"] and not [1, 2].
bool is_toml_heading(std::string_view line) {
  if (!line.starts_with('[') || !line.ends_with(']')) return false;
  while (line.starts_with('[') && line.ends_with(']')) line = trimmed(line.substr(1, line.size() - 2));
  return is_name(line) && !line.starts_with('"') &&
         line.find_first_not_of("0123456789") != std::string_view::npos;
}

bool is_python(std::string_view line) {
  return line.starts_with("import ") || line.starts_with("from ") || line.starts_with("def ") ||
         line.starts_with("async def ") || line.starts_with("class ") || line.starts_with("\"\"\"") ||
         line.starts_with("@");
}

/// What one line gives away; nothing for one that might be in several kinds.
std::optional<SourceKind> kind_by_line(std::string_view line) {
  if (line.starts_with("---") || line.starts_with("%YAML") || line.starts_with("- ")) return SourceKind::yaml;
  if (is_toml_heading(line)) return SourceKind::toml;
  if (line.starts_with('{') || line.starts_with('[')) return SourceKind::json;
  if (is_python(line)) return SourceKind::python;
  const std::size_t colon = line.find(':');
  const std::size_t equals = line.find('=');
  const bool is_entry = colon < equals && is_name(line.substr(0, colon)) &&
                        (colon + 1 == line.size() || blanks.find(line[colon + 1]) != std::string_view::npos);
  if (is_entry) return SourceKind::yaml;
  if (equals == std::string_view::npos) return std::nullopt;
  const std::string_view name = line.substr(0, equals);
  if (name.ends_with(' ') && is_name(trimmed(name))) return SourceKind::toml;
  return SourceKind::env;
}

}  // namespace

std::optional<SourceKind> kind_by_name(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  const auto* const found =
      std::ranges::find_if(endings, [&](const Ending& ending) { return name.ends_with(ending.text); });
  if (found != endings.end()) return found->kind;
  if (name.starts_with(".env.")) return SourceKind::env;
  return std::nullopt;
}

SourceKind kind_by_text(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.starts_with('#')) continue;
    if (const auto kind = kind_by_line(line)) return *kind;
  }
  return SourceKind::env;
}

}  // namespace poolsize::sources
