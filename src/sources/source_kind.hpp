// What kind of file it is that settings are read from, by its name or else by its text.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace poolsize::sources {

enum class SourceKind : std::uint8_t { env, yaml, json, toml, python };

/// By the name alone: .env, .env.*, *.env; *.yaml, *.yml; *.json; *.toml; *.py. Nothing for other names.
std::optional<SourceKind> kind_by_name(std::string_view path);

/// By the first lines that say something; an env file where nothing speaks against it.
SourceKind kind_by_text(std::string_view text);

}  // namespace poolsize::sources
