#include "manifest_kubernetes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace poolsize::sources {
namespace {

/// maxSurge of a Deployment that does not say (kubernetes.io/docs, API reference: RollingUpdateDeployment).
constexpr double default_surge = 0.25;

/// The pods that a rollout of this Deployment starts beside the old ones.
std::optional<StatedSurge> surge_of(const Node& spec, std::string_view file) {
  const Node* strategy = spec.find("strategy");
  if (strategy != nullptr && strategy->text_of("type") == "Recreate")
    return StatedSurge{.pods = {}, .where = location(file, strategy->at)};
  const Node* most = spec.find({"strategy", "rollingUpdate", "maxSurge"});
  if (most == nullptr) return StatedSurge{.pods = {.share = default_surge}, .where = {}};
  StatedSurge surge{.pods = {}, .where = location(file, most->at)};
  const bool share = most->text.ends_with('%');
  const auto value =
      stated_number(std::string_view(most->text).substr(0, most->text.size() - (share ? 1 : 0)));
  if (!value) return std::nullopt;
  if (share) {
    surge.pods.share = static_cast<double>(*value) / 100;
  } else {
    surge.pods.instances = *value;
  }
  return surge;
}

/// Where a kind has the pods that it makes; every kind with pods has them in one of these places.
const Node* pod_of(const Node& document) {
  if (const Node* pod = document.find({"spec", "jobTemplate", "spec", "template", "spec"})) return pod;
  if (const Node* pod = document.find({"spec", "template", "spec"})) return pod;
  const Node* spec = document.find("spec");
  return spec != nullptr && spec->find("containers") != nullptr ? spec : nullptr;
}

/// Where the number of pods is: of a CronJob in the job that it makes.
const Node* scale_of(const Node& document) {
  const Node* job = document.find({"spec", "jobTemplate", "spec"});
  return job != nullptr ? job : document.find("spec");
}

void append_words(const Node* command, std::string_view file, std::vector<CommandWord>& words) {
  if (command == nullptr) return;
  if (command->is_scalar()) words.push_back({command->text, location(file, command->at)});
  for (const Node& word : command->items) words.push_back({word.text, location(file, word.at)});
}

/// The one that `seen_from` means.
template <class Object>
const Object* nearest(const std::multimap<std::string, Object, std::less<>>& objects, const std::string& name,
                      const ManifestOrigin& seen_from) {
  const Object* near = nullptr;
  int best = 0;
  bool several = false;
  const auto [begin, end] = objects.equal_range(name);
  for (auto at = begin; at != end; ++at) {
    const ManifestOrigin& origin = at->second.origin;
    if (!origin.space.empty() && !seen_from.space.empty() && origin.space != seen_from.space) continue;
    const int nearness = origin.file == seen_from.file ? 3 : origin.folder == seen_from.folder ? 2 : 1;
    if (nearness == best) several = true;
    if (nearness <= best) continue;
    best = nearness;
    several = false;
    near = &at->second;
  }
  return several ? nullptr : near;
}

bool has_name(std::span<const Variable> variables, std::string_view name) {
  return std::ranges::find(variables, name, &Variable::name) != variables.end();
}

/// "secretKeyRef orders url": the same for the same key of the same Secret or ConfigMap.
std::string place_of_value(const Node& value_from) {
  for (const std::string_view kind : {"secretKeyRef", "configMapKeyRef"})
    if (const Node* key = value_from.find(kind))
      return fmt::format("{} {} {}", kind, key->text_of("name"), key->text_of("key"));
  return "";
}

/// `$(NAME)` is the variable of that name (kubernetes.io/docs, Define Dependent Environment Variables);
/// whatever else is computed stays unknown.
void resolve_reference(Variable& variable, std::string_view text, std::span<const Variable> before) {
  if (!text.starts_with("$(") || !text.ends_with(')')) return;
  const std::string_view name = text.substr(2, text.size() - 3);
  const auto found = std::ranges::find(before.rbegin(), before.rend(), name, &Variable::name);
  if (found == before.rend()) return;
  variable.known = found->known;
  variable.value = found->value;
  variable.origin = found->origin;
}

}  // namespace

bool Manifests::add(const Node& document, const std::string& file, const std::string& folder,
                    std::size_t order) {
  const std::string_view kind = document.text_of("kind");
  if (kind.empty() || document.text_of("apiVersion").empty()) return false;
  if (const Node* items = document.find("items"); items != nullptr && kind.ends_with("List")) {
    for (const Node& item : items->items) add(item, file, folder, order);
    return true;
  }
  const Node* space = document.find({"metadata", "namespace"});
  ManifestOrigin origin{
      .file = file, .folder = folder, .order = order, .space = space != nullptr ? space->text : ""};
  if (kind == "ConfigMap") {
    add_config_map(document, std::move(origin));
  } else if (kind == "HorizontalPodAutoscaler" || kind == "ScaledObject") {
    add_autoscaler(document, std::move(origin));
  } else if (const Node* pod = pod_of(document)) {
    add_workload(document, *pod, std::move(origin));
  } else {
    return false;
  }
  return true;
}

void Manifests::add_workload(const Node& document, const Node& pod, ManifestOrigin origin) {
  const Node* name = document.find({"metadata", "name"});
  Workload workload{.origin = std::move(origin),
                    .kind = std::string(document.text_of("kind")),
                    .name = name != nullptr ? name->text : "",
                    .replicas = {},
                    .surge = {},
                    .containers = {}};
  const std::string& file = workload.origin.file;
  constexpr std::array lists{std::pair{"initContainers", "init container"},
                             std::pair{"containers", "container"}};
  for (const auto& [list, kind] : lists) {
    const Node* containers = pod.find(list);
    if (containers == nullptr || !containers->is_list()) continue;
    for (const Node& each : containers->items) {
      Container container = read_container(each, kind, file);
      if (may_matter(container)) workload.containers.push_back(std::move(container));
    }
  }
  if (workload.containers.empty()) return;
  if (const Node* scale = scale_of(document); scale != nullptr && scale != &pod) {
    workload.replicas = stated_count(*scale, "replicas", file);
    if (!workload.replicas) workload.replicas = stated_count(*scale, "parallelism", file);
    if (workload.kind == "Deployment") workload.surge = surge_of(*scale, file);
  }
  workloads_.push_back(std::move(workload));
}

Manifests::Entry Manifests::read_entry(const Node& node, const Node& name, std::string_view file) {
  Entry entry;
  if (const Node* value = node.find("value")) {
    entry.variable = variable_of(name.text, name.at, *value, file);
    if (!entry.variable.known) entry.reference = value->text;
    return entry;
  }
  const Node* from = node.find("valueFrom");
  entry.variable = variable_of(name.text, name.at, from != nullptr ? *from : name, file);
  entry.variable.known = from == nullptr;  // neither: the empty string
  entry.variable.value.clear();
  if (from == nullptr) return entry;
  entry.variable.origin = place_of_value(*from);
  if (const Node* key = from->find("configMapKeyRef")) {
    entry.config_map = key->text_of("name");
    entry.key = key->text_of("key");
  }
  return entry;
}

Manifests::Container Manifests::read_container(const Node& node, std::string_view kind,
                                               std::string_view file) {
  Container container{.kind = std::string(kind),
                      .name = std::string(node.text_of("name")),
                      .where = location(file, node.at),
                      .from = {},
                      .entries = {},
                      .command = {}};
  if (const Node* from = node.find("envFrom"); from != nullptr && from->is_list()) {
    for (const Node& each : from->items)
      if (const Node* map = each.find("configMapRef"))
        container.from.push_back({std::string(map->text_of("name")), std::string(each.text_of("prefix"))});
  }
  if (const Node* env = node.find("env"); env != nullptr && env->is_list()) {
    for (const Node& each : env->items) {
      const Node* name = each.find("name");
      if (name != nullptr && name->is_scalar()) container.entries.push_back(read_entry(each, *name, file));
    }
  }
  append_words(node.find("command"), file, container.command);
  append_words(node.find("args"), file, container.command);
  return container;
}

/// Whether it may turn out to say something of pools: most containers do not, and need not be kept.
bool Manifests::may_matter(const Container& container) const {
  if (!container.from.empty()) return true;
  std::vector<Variable> variables;
  for (const Entry& entry : container.entries) variables.push_back(entry.variable);
  return concern_pools(variables, prefix_);
}

void Manifests::add_config_map(const Node& document, ManifestOrigin origin) {
  const Node* name = document.find({"metadata", "name"});
  const Node* data = document.find("data");
  if (name == nullptr || data == nullptr || !data->is_map()) return;
  ConfigMap map{.origin = std::move(origin), .where = {}, .variables = {}};
  map.where = location(map.origin.file, data->name_at);
  for (const Node& entry : data->items)
    map.variables.push_back(variable_of(entry.name, entry.name_at, entry, map.origin.file));
  config_maps_.emplace(name->text, std::move(map));
}

void Manifests::add_autoscaler(const Node& document, ManifestOrigin origin) {
  const Node* spec = document.find("spec");
  const Node* target = document.find({"spec", "scaleTargetRef"});
  if (spec == nullptr || target == nullptr) return;
  auto most = stated_count(*spec, "maxReplicas", origin.file);
  if (!most) most = stated_count(*spec, "maxReplicaCount", origin.file);  // keda.sh/docs, ScaledObject
  if (!most) return;
  const std::string_view kind = target->text_of("kind");
  autoscalers_.emplace(std::string(target->text_of("name")),
                       Autoscaler{.origin = std::move(origin),
                                  .kind = kind.empty() ? "Deployment" : std::string(kind),
                                  .most = *std::move(most)});
}

const Manifests::ConfigMap* Manifests::config_map(const std::string& name,
                                                  const ManifestOrigin& seen_from) const {
  return nearest(config_maps_, name, seen_from);
}

SettingsSource Manifests::source_of(const Workload& workload, const Container& container) const {
  SettingsSource source{.file = workload.origin.file,
                        .part = fmt::format("{} {}", container.kind, container.name),
                        .where = container.where,
                        .application = fmt::format("{}/{}/{}", workload.kind, workload.name, container.name),
                        .variables = {},
                        .service = container.kind == "container",
                        .order = workload.origin.order};
  std::vector<Variable>& variables = source.variables;
  for (const Entry& entry : container.entries) {
    Variable variable = entry.variable;
    resolve_reference(variable, entry.reference, variables);
    const ConfigMap* map = entry.config_map.empty() ? nullptr : config_map(entry.config_map, workload.origin);
    if (map != nullptr) {
      const auto found = std::ranges::find(map->variables, entry.key, &Variable::name);
      if (found != map->variables.end()) {
        variable.value = found->value;
        variable.known = found->known;
        variable.value_at = found->value_at;
        variable.ignored = found->ignored;
      }
    }
    variables.push_back(std::move(variable));
  }
  for (auto from = container.from.rbegin(); from != container.from.rend(); ++from) {
    const ConfigMap* map = config_map(from->config_map, workload.origin);
    source.partial = source.partial || map == nullptr;
    if (map == nullptr) continue;
    for (Variable variable : map->variables) {
      variable.name.insert(0, from->prefix);
      if (!has_name(variables, variable.name)) variables.push_back(std::move(variable));
    }
  }
  source.deployment = {.replicas = workload.replicas,
                       .workers = worker_count(container.command, variables),
                       .surge = workload.surge};
  const Autoscaler* scaler = nearest(autoscalers_, workload.name, workload.origin);
  if (scaler != nullptr && scaler->kind == workload.kind) source.deployment.replicas = scaler->most;
  return source;
}

std::vector<SettingsSource> Manifests::take_sources() {
  std::vector<SettingsSource> found;
  std::set<const ConfigMap*> used;
  for (Workload& workload : workloads_) {
    for (const Container& container : workload.containers) {
      SettingsSource source = source_of(workload, container);
      if (!concern_pools(source.variables, prefix_)) continue;
      for (const EntriesFrom& from : container.from)
        used.insert(config_map(from.config_map, workload.origin));
      for (const Entry& entry : container.entries)
        if (!entry.config_map.empty()) used.insert(config_map(entry.config_map, workload.origin));
      found.push_back(std::move(source));
    }
    workload.containers = {};
  }
  for (const auto& [name, map] : config_maps_) {
    if (used.contains(&map) || !concern_pools(map.variables, prefix_)) continue;
    found.push_back({.file = map.origin.file,
                     .part = fmt::format("ConfigMap {}", name),
                     .where = map.where,
                     .application = fmt::format("ConfigMap/{}", name),
                     .variables = map.variables,
                     .order = map.origin.order});
  }
  return found;
}

std::vector<std::string> Manifests::missing() const {
  std::set<std::string> names;
  for (const Workload& workload : workloads_)
    for (const Container& container : workload.containers)
      for (const EntriesFrom& from : container.from)
        if (config_map(from.config_map, workload.origin) == nullptr &&
            concern_pools(source_of(workload, container).variables, prefix_))
          names.insert(from.config_map);
  return {names.begin(), names.end()};
}

}  // namespace poolsize::sources
