// What a simulation plays: a pool with its real rules, a workload, costs, and how long.
#pragma once

#include <poolsize/arrivals.hpp>
#include <poolsize/goal.hpp>
#include <poolsize/patience.hpp>
#include <poolsize/prediction.hpp>
#include <poolsize/settings.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <variant>

namespace poolsize {

/// SQLAlchemy's AsyncAdaptedQueuePool (sqlalchemy/pool/impl.py, util/queue.py).
struct SimulatedSqlalchemy {
  SqlalchemySettings settings;
  bool use_lifo = false;  ///< pool_use_lifo: the connection that came back last goes first
  Duration recycle =
      forever;  ///< pool_recycle: a connection older than this is replaced at its next checkout
  bool operator==(const SimulatedSqlalchemy&) const = default;
};

/// asyncpg.Pool (asyncpg/pool.py).
struct SimulatedAsyncpg {
  AsyncpgSettings settings;
  Duration acquire_timeout = forever;  ///< covers the queue and the connect
  /// max_inactive_connection_lifetime: an idle connection is closed after this; 0 for never.
  Duration max_inactive{300};
  Count max_queries = 50'000;  ///< a connection that has run as many is closed on return
  /// Queries that a request runs, of those that max_queries counts; the reset on return is one more.
  Count queries_per_request = 1;
  bool operator==(const SimulatedAsyncpg&) const = default;
};

using SimulatedPool = std::variant<SimulatedSqlalchemy, SimulatedAsyncpg>;

enum class Balancer { random, round_robin };

/// Processes with a pool each, behind a balancer that gives each request to one of them.
struct SimulatedInstances {
  Count count = 1;
  Balancer balancer = Balancer::random;
  /// Databases of the server, for each of which a process has such a pool with arrivals like these of its
  /// own. What is answered is of one of them, on average.
  Count engines = 1;
  /// Connections that the server has for all of them together. A connect that finds none free is told "too
  /// many clients" one round trip later, and its request fails. Nothing: as many as are asked for.
  std::optional<Count> server_limit;
  bool operator==(const SimulatedInstances&) const = default;
};

struct SimulationPlan {
  SimulatedPool pool;
  SimulatedInstances instances;
  /// What comes to all instances together.
  Arrivals arrivals;
  /// How long a request works on its connection; resets and pings come on top. Nothing: as the trace says.
  std::optional<Distribution> hold;
  Costs costs;
  /// From the return of a connection that is not kept until its place in the pool is free.
  Duration close_time;
  /// How long a waiter that was woken takes to look at the pool; a request that asks meanwhile takes the
  /// connection, and the waiter goes to the end of the line. 0: strictly first come, first served.
  Duration loop_turn;
  Goal goal;

  /// Requests that count, over all replications together; warm-up comes on top. A profile or a trace says
  /// itself how many there are.
  Count requests = 1'000'000;
  /// Independent runs, each from an empty pool. Requires: ≥ 2 for intervals, ≤ requests.
  Count replications = 16;
  /// Requests left out at the start of each replication. Nothing: found by MSER-5 (see warm_up()).
  std::optional<Count> warm_up;
  /// Go on with more replications until the 95 % intervals of the mean wait and of the p99, halved, are
  /// within this share of their values, or `most_requests` are played.
  std::optional<double> precision;
  Count most_requests = 1'000'000'000;
  std::uint64_t seed = 1;
  /// Changes how soon the answer is there, never the answer. Requires: ≥ 1.
  Count threads = 1;
};

/// Throws Error(Failure::input) about what cannot be played: a number that is not one, a hold of zero, a
/// limit below one, ...
void require_playable(const SimulationPlan&);

/// The same of plans whose pools one server has at the same time: either all of their arrivals have an end
/// (a profile, a trace), or none. Requires: at least one plan.
void require_playable_together(std::span<const SimulationPlan>);

/// Whether several pools can ask the first plan's server for more than it has. If they cannot, or there is
/// one pool in each process, what one plan's pools do is nothing to the others'. Requires: at least one plan.
bool compete(std::span<const SimulationPlan>);

}  // namespace poolsize
