// How many processes share one PostgreSQL, and what that server can give.
#pragma once

#include <poolsize/settings.hpp>
#include <poolsize/units.hpp>

#include <optional>

namespace poolsize {

/// Instances that run beside the old ones during a rollout: a number, or a share of the instances, rounded up
/// as Kubernetes rounds maxSurge (k8s API reference, RollingUpdateDeployment).
struct Surge {
  Count instances = 0;
  double share = 0;

  Count beside(Count running) const;
  bool operator==(const Surge&) const = default;
};

struct Deployment {
  /// Processes with their own pools: replicas × worker processes.
  Count instances = 1;
  /// Databases that each process talks to, each through a SQLAlchemy pool of its own.
  Count engines = 1;
  Surge surge;

  /// Instances that are alive at once while a rollout runs.
  Count peak_instances() const { return instances + surge.beside(instances); }
};

/// PostgreSQL's limits, in its own words.
struct ServerLimits {
  Count max_connections = 100;
  /// superuser_reserved_connections + reserved_connections. PostgreSQL's defaults are 3 and 0.
  Count reserved = 3;
  /// Connections of everybody else: other services, migrations, monitoring, people.
  Count other_connections = 0;

  /// What the server can give; never below 0.
  Count available() const;
};

/// Connections that one process may open; nothing if one of its pools has no limit.
std::optional<Count> connections_per_instance(const PoolSettings&, const Deployment&);

/// What the server may be asked for while a rollout runs; nothing if one of the pools has no limit.
std::optional<Count> demand(const PoolSettings&, const Deployment&);

/// Demand against what the server can give.
struct Budget {
  std::optional<Count> demand;  ///< nothing: without limit
  Count available = 0;

  bool fits() const { return demand && *demand <= available; }
};

}  // namespace poolsize
