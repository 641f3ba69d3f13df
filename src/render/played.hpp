// What was simulated, for those who show it.
#pragma once

#include "workload.hpp"

#include <poolsize/prediction.hpp>
#include <poolsize/settings.hpp>
#include <poolsize/simulation.hpp>

#include <optional>
#include <string>
#include <vector>

namespace poolsize::render {

/// One pool of the settings, in all instances.
struct PlayedPool {
  SimulationPlan plan;
  Simulation simulation;
  /// What the model says of all instances together; nothing where no model answers.
  std::optional<Prediction> prediction;

  bool is_sqlalchemy() const { return std::holds_alternative<SimulatedSqlalchemy>(plan.pool); }
  std::string_view name() const { return is_sqlalchemy() ? "SQLAlchemy" : "asyncpg"; }
  std::string_view key() const { return is_sqlalchemy() ? "sqlalchemy" : "asyncpg"; }
};

struct PlayedSettings {
  std::string name;  ///< "as given", "staging.env" or "pool_size=10"
  PoolSettings settings;
  std::vector<PlayedPool> pools;
  bool at_once = false;  ///< they can ask for more connections than the server has, and were played at once
};

/// Where the requests came from: one of the three.
struct PlayedTraffic {
  std::optional<UnderstoodWorkload> drawn;
  std::string recorded;     ///< the name of a trace or a profile; empty if there is none
  std::string description;  ///< of what was recorded, and of bursts: a sentence
};

struct Played {
  PlayedTraffic traffic;
  Goal goal;
  bool swept = false;
  bool stopped = false;  ///< by Ctrl-C: the last of it is partial, or missing
  std::vector<PlayedSettings> variants;
};

/// "SQLAlchemy, pool_size 10 + max_overflow 5"
std::string size_text(const SimulatedPool&);

}  // namespace poolsize::render
