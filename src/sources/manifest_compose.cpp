#include "manifest_compose.hpp"

#include "shell_words.hpp"
#include "worker_count.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace poolsize::sources {
namespace {

/// The value of `${NAME:-default}` and `${NAME-default}` where nobody sets NAME; whatever else is
/// interpolated stays unknown (docs.docker.com, Interpolation).
void use_default(Variable& variable, std::string_view text) {
  if (variable.known || !text.starts_with("${") || text.find('}') != text.size() - 1) return;
  const std::size_t sign = text.find('-');
  if (sign == std::string_view::npos) return;
  variable.known = true;
  variable.value = text.substr(sign + 1, text.size() - sign - 2);
}

/// "NAME=value", or "NAME" alone, which hands on what the shell has.
Variable listed_variable(const Node& item, std::string_view file) {
  const std::size_t equals = std::min(item.text.find('='), item.text.size());
  Node value = item;
  value.at.column += static_cast<int>(std::min(equals + 1, item.text.size()));
  const bool given = equals < item.text.size();
  value.text = given ? item.text.substr(equals + 1) : "";
  Variable variable = variable_of(item.text.substr(0, equals), item.at, value, file);
  variable.known = variable.known && given;
  if (given)
    use_default(variable, value.text);
  else
    variable.origin = item.text;
  return variable;
}

std::vector<Variable> environment_of(const Node& service, std::string_view file) {
  std::vector<Variable> variables;
  const Node* environment = service.find("environment");
  if (environment == nullptr) return variables;
  for (const Node& item : environment->items) {
    if (environment->is_map()) {
      variables.push_back(variable_of(item.name, item.name_at, item, file));
      use_default(variables.back(), item.text);
    } else if (item.is_scalar()) {
      variables.push_back(listed_variable(item, file));
    }
  }
  return variables;
}

/// `env_file` is a path, a list of paths, or a list of maps with one.
std::vector<std::string> env_files_of(const Node& service) {
  std::vector<std::string> paths;
  const Node* files = service.find("env_file");
  if (files == nullptr) return paths;
  if (files->is_scalar()) paths.push_back(files->text);
  for (const Node& item : files->items) {
    if (item.is_scalar()) paths.push_back(item.text);
    if (const std::string_view path = item.text_of("path"); !path.empty()) paths.emplace_back(path);
  }
  return paths;
}

void add_missing(std::vector<Variable>& variables, std::vector<Variable> more) {
  for (Variable& variable : more)
    if (std::ranges::find(variables, variable.name, &Variable::name) == variables.end())
      variables.push_back(std::move(variable));
}

std::vector<CommandWord> command_of(const Node& service, std::string_view file) {
  std::vector<CommandWord> words;
  for (const std::string_view entry : {"entrypoint", "command"}) {
    const Node* command = service.find(entry);
    if (command == nullptr) continue;
    if (command->is_scalar())
      for (std::string& word : shell_words(command->text))
        words.push_back({std::move(word), location(file, command->at)});
    for (const Node& word : command->items) words.push_back({word.text, location(file, word.at)});
  }
  return words;
}

std::optional<StatedCount> replicas_of(const Node& service, std::string_view file) {
  const Node* deploy = service.find("deploy");
  auto replicas = deploy != nullptr ? stated_count(*deploy, "replicas", file) : std::nullopt;
  return replicas ? replicas : stated_count(service, "scale", file);
}

}  // namespace

bool is_compose(const Node& document) {
  const Node* services = document.find("services");
  if (services == nullptr || !services->is_map()) return false;
  return std::ranges::any_of(services->items, [](const Node& service) {
    return service.find("image") != nullptr || service.find("build") != nullptr ||
           service.find("environment") != nullptr || service.find("env_file") != nullptr;
  });
}

std::vector<SettingsSource> compose_sources(const Node& document, const std::string& file,
                                            std::string_view prefix, const ReadEnvFile& read_env_file) {
  std::vector<SettingsSource> sources;
  for (const Node& service : document.find("services")->items) {
    SettingsSource source{.file = file,
                          .part = fmt::format("service {}", service.name),
                          .where = location(file, service.name_at),
                          .application = fmt::format("service/{}", service.name),
                          .variables = environment_of(service, file),
                          .service = true};
    std::vector<std::string> paths = env_files_of(service);
    std::ranges::reverse(paths);  // the last one counts
    for (const std::string& path : paths) {
      auto more = read_env_file(path);
      source.partial = source.partial || !more;
      if (more) add_missing(source.variables, *std::move(more));
    }
    if (!concern_pools(source.variables, prefix)) continue;
    source.deployment = {.replicas = replicas_of(service, file),
                         .workers = worker_count(command_of(service, file), source.variables),
                         .surge = {}};
    sources.push_back(std::move(source));
  }
  return sources;
}

}  // namespace poolsize::sources
