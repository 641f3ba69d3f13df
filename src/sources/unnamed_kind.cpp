#include "unnamed_kind.hpp"

#include "env_file.hpp"
#include "files.hpp"

#include <fmt/format.h>

namespace poolsize::sources {
namespace {

Error refusal(const std::string& path, std::string_view reason) {
  const std::string name = shown_name(path);
  return {Failure::input,
          fmt::format("cannot check {}: {}; give an env file, *.yaml, *.yml, *.json, *.toml or *.py, or "
                      "--env-file {} if it is an env file all the same",
                      quoted(name), reason, path == "-" ? path : name)};
}

std::string_view name_of(SourceKind kind) {
  switch (kind) {
    case SourceKind::yaml:
      return "YAML";
    case SourceKind::json:
      return "JSON";
    case SourceKind::toml:
      return "TOML";
    case SourceKind::python:
      return "Python";
    case SourceKind::env:
      break;
  }
  return "an env file";
}

}  // namespace

SourceKind kind_of_unnamed(std::string_view text, const std::string& path) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    throw refusal(path, "it is UTF-16, which no application reads settings from");
  if (text.find('\0') != std::string_view::npos) throw refusal(path, "it is binary");
  const SourceKind kind = kind_by_text(text);
  if (kind != SourceKind::env) return kind;
  const EnvFile file = parse_env_file(text, path);
  if (file.problems.size() > file.entries.size()) {
    throw refusal(path,
                  fmt::format("{} of its {} lines are NAME=value, and it is of no other kind that is known",
                              file.entries.size(), file.entries.size() + file.problems.size()));
  }
  return kind;
}

Error not_what_it_looks_like(const Error& complaint, SourceKind kind, const std::string& path) {
  const int line = complaint.where().line;
  return refusal(path, fmt::format("its text looks like {} and is not{}", name_of(kind),
                                   line > 0 ? fmt::format(", in line {}", line) : ""));
}

}  // namespace poolsize::sources
