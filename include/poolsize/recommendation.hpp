// Settings for a workload, with what decided each number.
#pragma once

#include <poolsize/deployment.hpp>
#include <poolsize/formula.hpp>
#include <poolsize/goal.hpp>
#include <poolsize/prediction.hpp>
#include <poolsize/settings.hpp>
#include <poolsize/tiers.hpp>
#include <poolsize/workload.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize {

enum class Method { automatic, formula, goal, tier };

/// What decided the answer.
enum class BoundBy { formula, goal, budget, tier };
std::string_view to_string(BoundBy);

/// Everything an answer rests on. What is absent is not known, and nothing is concluded from it.
struct Question {
  std::optional<Workloads> workloads;  ///< of all instances together
  const Tier* tier = nullptr;          ///< the tier of one instance's users
  Pools pools = Pools::both;           ///< which pools a process has; automatic is the same as both
  Deployment deployment;
  std::optional<ServerLimits> server;
  Goal goal;
  Costs costs;
  Formula formula;
  Method method = Method::automatic;
  std::optional<Duration> request_timeout;
  std::optional<Duration> acquire_timeout;
};

struct Reason {
  std::string setting;  ///< "pool_size", or "asyncpg max_size"
  std::string text;
  bool operator==(const Reason&) const = default;
};

/// Predictions of the pools that there are, each for the share of one instance.
struct Predictions {
  std::optional<Prediction> sqlalchemy;
  std::optional<Prediction> asyncpg;
};

/// What would make goal and budget meet, each by itself.
struct Remedies {
  Count max_connections = 0;          ///< that the smallest settings need
  std::optional<Duration> mean_hold;  ///< with which settings would fit; nothing if none is short enough
  Count pgbouncer_pool_size =
      0;  ///< PgBouncer's default_pool_size, in transaction mode: all that the server has
  Count pgbouncer_clients = 0;  ///< PgBouncer's max_client_conn
  std::optional<Duration>
      transaction;  ///< longest mean transaction that such a PgBouncer can carry within the goal
};

struct Recommendation {
  PoolSettings settings;
  BoundBy bound_by = BoundBy::formula;
  std::optional<PoolSettings> smallest;  ///< that meet the goal; nothing without a workload
  Predictions prediction;                ///< nothing without a workload
  std::optional<Budget> budget;          ///< nothing without a server
  std::vector<Reason> reasons;
  std::optional<Remedies> remedies;  ///< where no settings meet both goal and budget
  bool meets_goal = true;            ///< true too where nothing is known of the traffic

  /// Goal met and budget kept, as far as they are known.
  bool fits() const { return meets_goal && (!budget || budget->fits()); }
};

/// Requires: workloads or a tier; with Method::formula and Method::goal workloads, with Method::tier a tier.
Recommendation recommend(const Question&);

/// Predictions of `settings` for the share of one instance.
Predictions predict(const PoolSettings& settings, const Workloads&, const Question&);

/// The smallest settings that meet the goal: the least capacity of each pool, and of its splits the one with
/// the smallest pool_size that opens a connection on at most `most_churn` of the checkouts. What is not a
/// size is taken from `like`.
PoolSettings smallest_settings(const Workloads&, const PoolSettings& like, const Question&);

/// Share of the checkouts that may open a connection before a split counts as churning. A twentieth of what
/// the rule overflow-churn warns of would be invisible in a mean wait; one in a hundred stays below its p99.
inline constexpr double most_churn = 0.01;

}  // namespace poolsize
