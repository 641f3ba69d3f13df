// Kubernetes manifests: containers with their variables, the ConfigMaps that these come from, and what says
// how many of them there are.
#pragma once

#include "settings_source.hpp"
#include "worker_count.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::sources {

/// Where an object was read: what else is in its file or its folder is nearer to it than the rest.
struct ManifestOrigin {
  std::string file;    ///< as it is shown
  std::string folder;  ///< of the file
  std::size_t order = 0;
  std::string space;  ///< its namespace, empty where it is not said
};

/// What the manifests of one call say together. Objects refer to each other by name; of several with one name
/// that in the same file counts, then that in the same folder, then the only one there is.
class Manifests {
 public:
  explicit Manifests(std::string prefix) : prefix_(std::move(prefix)) {}

  /// Takes what it can of a document; false if that is no Kubernetes object, or one of an unknown kind.
  bool add(const Node& document, const std::string& file, const std::string& folder, std::size_t order);

  /// Containers, and the ConfigMaps that none of them names, that say something of pools.
  /// The containers are gone afterwards: of thousands there is not to be a second copy.
  std::vector<SettingsSource> take_sources();

  /// Objects that were taken and kept.
  std::size_t size() const { return workloads_.size() + config_maps_.size() + autoscalers_.size(); }

  /// ConfigMaps that containers with pool settings take variables from and that are not among the manifests.
  std::vector<std::string> missing() const;

 private:
  struct Entry {
    Variable variable;
    std::string reference;   ///< the text of a value that is computed
    std::string config_map;  ///< whose `key` has the value; empty: the value is written here, or not known
    std::string key;
  };
  struct EntriesFrom {
    std::string config_map;
    std::string prefix;
  };
  struct Container {
    std::string kind;  ///< "container" or "init container"
    std::string name;
    Location where;
    std::vector<EntriesFrom> from;
    std::vector<Entry> entries;
    std::vector<CommandWord> command;
  };
  struct Workload {
    ManifestOrigin origin;
    std::string kind;
    std::string name;
    std::optional<StatedCount> replicas;
    std::optional<StatedSurge> surge;
    std::vector<Container> containers;
  };
  struct ConfigMap {
    ManifestOrigin origin;
    Location where;
    std::vector<Variable> variables;
  };
  struct Autoscaler {
    ManifestOrigin origin;
    std::string kind;
    StatedCount most;
  };
  template <class Object>
  using ByName = std::multimap<std::string, Object, std::less<>>;

  void add_workload(const Node& document, const Node& pod, ManifestOrigin origin);
  void add_config_map(const Node& document, ManifestOrigin origin);
  void add_autoscaler(const Node& document, ManifestOrigin origin);
  static Entry read_entry(const Node& node, const Node& name, std::string_view file);
  static Container read_container(const Node& node, std::string_view kind, std::string_view file);
  bool may_matter(const Container&) const;
  SettingsSource source_of(const Workload&, const Container&) const;
  const ConfigMap* config_map(const std::string& name, const ManifestOrigin& seen_from) const;

  std::string prefix_;
  std::vector<Workload> workloads_;
  ByName<ConfigMap> config_maps_;
  ByName<Autoscaler> autoscalers_;
};

}  // namespace poolsize::sources
