#include "settings_map.hpp"

#include "worker_count.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace poolsize::sources {
namespace {

/// "maxOverflow", "max-overflow" and "MAX_OVERFLOW" are max_overflow.
std::string plain(std::string_view name) {
  std::string letters;
  for (const char c : name)
    if (c != '_' && c != '-') letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return letters;
}

const Setting* own_word(std::string_view name) {
  const std::string letters = plain(name);
  const auto* const found = std::ranges::find_if(
      settings_table, [&](const Setting& setting) { return plain(setting.name) == letters; });
  return found == settings_table.end() ? nullptr : found;
}

bool speaks_of(std::string_view path, std::span<const std::string_view> words) {
  const std::string letters = plain(path);
  return std::ranges::any_of(
      words, [&](std::string_view word) { return letters.find(word) != std::string_view::npos; });
}

constexpr std::array<std::string_view, 5> database_words{"database", "db", "sql", "postgres", "engine"};
constexpr std::array<std::string_view, 1> asyncpg_words{"asyncpg"};

bool is_capital(std::string_view name) {
  return std::ranges::none_of(name, [](char c) { return c >= 'a' && c <= 'z'; });
}

/// Whether a map with this entry is one of environment variables; words in small letters may be anything.
bool is_variable(std::string_view name, std::string_view prefix) {
  return find_setting(name, prefix) != nullptr || names_database(name, prefix) ||
         (is_capital(name) && nearly_setting(name, prefix) != nullptr);
}

class Search {
 public:
  Search(const std::string& file, std::string_view prefix) : file_(file), prefix_(prefix) {}

  void visit(const Node& node, const std::string& path, StatedDeployment around) {
    if (node.is_map()) {
      // As `helm create` lays a chart's values out.
      if (auto replicas = stated_count(node, "replicaCount", file_)) around.replicas = replicas;
      if (auto replicas = stated_count(node, "replicas", file_)) around.replicas = replicas;
      if (const Node* scaling = node.find("autoscaling");
          scaling != nullptr && scaling->text_of("enabled") == "true")
        if (auto most = stated_count(*scaling, "maxReplicas", file_)) around.replicas = most;
      take(variables_in_map(node), node, path, around, false);
      take(words_in_map(node, path), node, path, around, true);
    }
    if (node.is_list()) take(variables_in_list(node), node, path, around, false);
    for (std::size_t i = 0; i < node.items.size(); ++i) {
      const Node& item = node.items[i];
      if (item.items.empty()) continue;
      const std::string name =
          node.is_list() ? fmt::format("[{}]", i) : (path.empty() ? "" : ".") + item.name;
      visit(item, path + name, around);
    }
  }

  std::vector<SettingsSource> found() { return std::move(found_); }

 private:
  std::vector<Variable> variables_in_map(const Node& map) const {
    std::vector<Variable> variables;
    const auto ours = [&](const Node& entry) { return is_variable(entry.name, prefix_); };
    if (std::ranges::none_of(map.items, ours)) return variables;
    for (const Node& entry : map.items) {
      const Node* value = entry.is_map() ? entry.find("value") : &entry;  // {value: 10}, or {secretKeyRef: …}
      if (value == nullptr && !ours(entry)) continue;
      variables.push_back(variable_of(entry.name, entry.name_at, value != nullptr ? *value : entry, file_));
    }
    return variables;
  }

  /// [{name: A, value: 1}, …], as containers have it.
  std::vector<Variable> variables_in_list(const Node& list) const {
    std::vector<Variable> variables;
    for (const Node& item : list.items) {
      const Node* name = item.find("name");
      if (name == nullptr || !name->is_scalar()) continue;
      const Node* value = item.find("value");
      variables.push_back(variable_of(name->text, name->at, value != nullptr ? *value : item, file_));
    }
    if (!concern_pools(variables, prefix_)) variables.clear();
    return variables;
  }

  std::vector<Variable> words_in_map(const Node& map, std::string_view path) const {
    std::vector<Variable> variables;
    for (const Node& entry : map.items) {
      const Setting* setting = own_word(entry.name);
      if (setting == nullptr || find_setting(entry.name, prefix_) != nullptr) continue;
      Variable variable = variable_of(entry.name, entry.name_at, entry, file_);
      variable.setting = setting;
      variables.push_back(std::move(variable));
    }
    if (!are_pool_settings(variables, path)) variables.clear();
    return variables;
  }

  void take(std::vector<Variable> variables, const Node& at, const std::string& path,
            const StatedDeployment& around, bool own_words) {
    if (variables.empty()) return;
    SettingsSource source{
        .file = file_,
        .part = path,
        .where = path.empty() ? Location{} : location(file_, at.name.empty() ? at.at : at.name_at),
        .application = "map/" + path,
        .variables = std::move(variables),
        .own_words = own_words,
        .deployment = around};
    if (!own_words) source.deployment.workers = worker_count({}, source.variables);
    found_.push_back(std::move(source));
  }

  const std::string& file_;
  std::string_view prefix_;
  std::vector<SettingsSource> found_;
};

}  // namespace

bool are_pool_settings(std::span<const Variable> variables, std::string_view path) {
  const auto says = [&](std::string_view word) {
    return std::ranges::any_of(variables, [&](const Variable& each) { return each.setting->name == word; });
  };
  if (says("pool_size"))
    return says("max_overflow") || says("pool_pre_ping") || speaks_of(path, database_words);
  if (says("max_overflow")) return true;
  if (says("max_size")) return says("command_timeout") || speaks_of(path, asyncpg_words);
  return says("pool_pre_ping");
}

std::vector<SettingsSource> settings_maps(const Node& document, const std::string& file,
                                          std::string_view prefix) {
  Search search(file, prefix);
  search.visit(document, "", {});
  return search.found();
}

}  // namespace poolsize::sources
