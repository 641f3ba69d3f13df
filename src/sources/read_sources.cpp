#include "read_sources.hpp"

#include "comment_ignores.hpp"
#include "environment.hpp"
#include "files.hpp"
#include "json_nodes.hpp"
#include "manifest_compose.hpp"
#include "manifest_kubernetes.hpp"
#include "python_calls.hpp"
#include "python_sources.hpp"
#include "settings_map.hpp"
#include "toml_text.hpp"
#include "unnamed_kind.hpp"
#include "worker_count.hpp"
#include "yaml_text.hpp"

#include <poolsize/error.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>
#include <system_error>

namespace poolsize::sources {
namespace {

namespace fs = std::filesystem;

std::size_t largest(std::optional<SourceKind> kind) {
  switch (kind.value_or(SourceKind::yaml)) {
    case SourceKind::env:
      return largest_env_file;
    case SourceKind::json:
      return largest_json;
    case SourceKind::toml:
      return largest_toml;
    case SourceKind::python:
      return largest_python;
    case SourceKind::yaml:
      break;
  }
  return largest_yaml;
}

bool is_longer(const std::string& path, std::size_t most) {
  std::error_code failure;
  const auto size = fs::file_size(path, failure);
  return !failure && size > most;
}

/// Whether a text can hold anything that matters here, so that the many that cannot need not be parsed.
class Relevance {
 public:
  explicit Relevance(std::string_view prefix)
      : words_{"pool", "overflow", "create_", "autoscal", "scaledobject", "configmap"} {
    words_.push_back(lowered(prefix));
  }

  bool of(std::string_view text) const {
    const std::string letters = lowered(text);
    return std::ranges::any_of(
        words_, [&](const std::string& word) { return letters.find(word) != std::string_view::npos; });
  }

 private:
  static std::string lowered(std::string_view text) {
    std::string letters(text);
    for (char& c : letters)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return letters;
  }

  std::vector<std::string> words_;
};

class Reader {
 public:
  explicit Reader(std::string_view prefix)
      : prefix_(prefix), relevance_(prefix), manifests_(std::string(prefix)) {}

  void read(const SourcePath& from) {
    std::optional<SourceKind> kind = from.kind ? from.kind : kind_by_name(from.path);
    if (from.found && is_longer(from.path, largest(kind))) return;
    std::string text = read_text(from.path, largest(kind));
    if (from.found && !relevance_.of(text)) return;
    const bool guessed = !kind;
    if (guessed) kind = kind_of_unnamed(text, from.path);

    SourceFile file{
        .name = shown_name(from.path), .path = from.path, .kind = *kind, .text = {}, .problems = {}};
    const std::size_t before = result_.sources.size() + manifests_.size();
    try {
      parse(file, text, from.found);
      if (*kind != SourceKind::env) ignores_.add(text, file.name, file.problems);
    } catch (const Error& error) {
      if (error.failure() != Failure::input) throw;
      const bool is_template = text.find("{{") != std::string_view::npos;
      if (from.found && is_template) return;  // nobody asked for it, and it is rendered elsewhere
      if (guessed && !is_template && from.path != "-") throw not_what_it_looks_like(error, *kind, from.path);
      file.problems.push_back({error.where(), error.what()});
    }
    const bool says_nothing = result_.sources.size() + manifests_.size() == before && file.problems.empty();
    if (says_nothing && !from.found && *kind != SourceKind::env)
      result_.notes.push_back(fmt::format("{}: nothing in it is a setting of a pool", file.name));
    if (from.path == "-") file.text = std::move(text);
    result_.files.push_back(std::move(file));
  }

  ReadSources finish() {
    for (const std::string& map : manifests_.missing())
      result_.notes.push_back(
          fmt::format("ConfigMap {} is not among the files, so what it sets is not known; give its file too",
                      quoted(map)));
    std::ranges::move(manifests_.take_sources(), std::back_inserter(result_.sources));
    std::erase_if(result_.sources, [&](const SettingsSource& source) {
      return source.application.empty() && of_services_.contains(normal(source.file));
    });
    std::ranges::stable_sort(result_.sources, {}, &SettingsSource::order);
    for (SettingsSource& source : result_.sources) ignores_.apply(source.variables);
    return std::move(result_);
  }

 private:
  static std::string normal(const std::string& path) { return fs::path(path).lexically_normal().string(); }
  std::size_t order() const { return result_.files.size(); }

  void take(std::vector<SettingsSource> sources) {
    for (SettingsSource& source : sources) {
      source.order = order();
      result_.sources.push_back(std::move(source));
    }
  }

  void parse(SourceFile& file, std::string_view text, bool found) {
    switch (file.kind) {
      case SourceKind::env:
        return take_env_file(file, text, found);
      case SourceKind::yaml:
        for (const Node& document : parse_yaml(text, file.name)) take_document(document, file);
        return;
      case SourceKind::json:
        return take_document(parse_json_nodes(text, file.name), file);
      case SourceKind::toml:
        return take(settings_maps(parse_toml(text, file.name), file.name, prefix_));
      case SourceKind::python:
        return take(python_sources(text, file.name));
    }
  }

  void take_env_file(SourceFile& file, std::string_view text, bool found) {
    const EnvFile parsed = parse_env_file(text, file.name);
    std::vector<Variable> variables = variables_of(parsed, file.name);
    if (found && !concern_pools(variables, prefix_)) return;
    if (!concern_pools(variables, prefix_) && parsed.problems.empty()) {
      result_.notes.push_back(
          fmt::format("{}: nothing in it is a setting of a pool, so the defaults are judged", file.name));
    }
    file.problems = parsed.problems;
    std::ranges::move(unknown_ignores(parsed), std::back_inserter(file.problems));
    SettingsSource source{
        .file = file.name, .part = {}, .where = {}, .application = {}, .variables = std::move(variables)};
    source.deployment.workers = worker_count({}, source.variables);
    take({std::move(source)});
  }

  void take_document(const Node& document, const SourceFile& file) {
    const std::string folder = fs::path(file.path).parent_path().string();
    if (manifests_.add(document, file.name, folder, order())) return;
    if (!is_compose(document)) return take(settings_maps(document, file.name, prefix_));
    take(compose_sources(document, file.name, prefix_, [&](const std::string& path) {
      return env_file_beside(fs::path(file.path).parent_path() / path);
    }));
  }

  std::optional<std::vector<Variable>> env_file_beside(const fs::path& path) {
    try {
      const EnvFile parsed = read_env_file(path.string());
      of_services_.insert(normal(path.string()));
      return variables_of(parsed, shown_name(path.string()));
    } catch (const Error&) {
      return std::nullopt;
    }
  }

  std::string_view prefix_;
  Relevance relevance_;
  Manifests manifests_;
  CommentIgnores ignores_;
  std::set<std::string> of_services_;  ///< env files that a service reads, and that are judged there
  ReadSources result_;
};

}  // namespace

ReadSources read_sources(std::span<const SourcePath> paths, std::string_view prefix) {
  Reader reader(prefix);
  for (const SourcePath& path : paths) reader.read(path);
  return reader.finish();
}

}  // namespace poolsize::sources
