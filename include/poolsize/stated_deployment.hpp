// How many processes the files themselves say there are: replicas, worker processes, what a rollout adds.
#pragma once

#include <poolsize/deployment.hpp>
#include <poolsize/location.hpp>

#include <optional>
#include <string>

namespace poolsize {

/// A number, and where it is written.
struct StatedCount {
  Count value = 1;
  std::string by;  ///< what says so, in its own words: "replicas", "gunicorn -w", "WEB_CONCURRENCY"
  Location where;
  bool operator==(const StatedCount&) const = default;
};

/// Instances that a rollout starts beside the old ones, as Kubernetes has it: in pods.
struct StatedSurge {
  Surge pods;
  Location where;  ///< nowhere: a default
  bool operator==(const StatedSurge&) const = default;
};

/// What is said of one source; absent means that nothing is.
struct StatedDeployment {
  std::optional<StatedCount> replicas;
  std::optional<StatedCount> workers;  ///< in each of them
  std::optional<StatedSurge> surge;

  bool empty() const { return !replicas && !workers; }
  /// Replicas × workers; at least 1, for a workload that is scaled to 0 comes back.
  Count instances() const;
  /// Pods of the surge × workers. Kubernetes rounds a share of the pods up (API reference,
  /// RollingUpdateDeployment).
  Surge instances_beside() const;
  bool operator==(const StatedDeployment&) const = default;
};

}  // namespace poolsize
