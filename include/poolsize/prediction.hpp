// What a pool will do to a workload, by the models.
#pragma once

#include <poolsize/goal.hpp>
#include <poolsize/settings.hpp>
#include <poolsize/workload.hpp>

#include <optional>
#include <string>

namespace poolsize {

/// The wait of the requests that are served, from asking for a connection until having it.
struct WaitTimes {
  double probability = 0;  ///< P(wait > 0), of all requests
  double over_goal = 0;    ///< P(wait > the goal's max_wait), of all requests, those that time out counted in
  Duration mean;
  Duration p50;
  Duration p90;
  Duration p95;
  Duration p99;
  Duration p999;
  bool operator==(const WaitTimes&) const = default;
};

/// The pool's connections to the server.
struct OpenConnections {
  std::optional<double> mean;                ///< nothing where no model knows it
  std::optional<Count> most;                 ///< the capacity; nothing without limit
  std::optional<Rate> opened;                ///< opened, and closed, because demand moves across pool_size
  std::optional<double> opened_per_request;  ///< the share of the requests that open one
  bool connect_counted = false;              ///< what those wait for it is in the waits
  bool operator==(const OpenConnections&) const = default;
};

/// Which model made a prediction, and how good it is for this input.
struct Model {
  std::string name;
  bool exact = false;
  std::string accuracy;  ///< a sentence; empty if exact
  bool operator==(const Model&) const = default;
};

struct Prediction {
  Load offered_load;
  std::optional<double> utilisation;  ///< offered load / capacity; nothing without limit
  bool stable = true;                 ///< utilisation below 1
  double mean_busy = 0;
  std::optional<WaitTimes> wait;  ///< nothing if the queue grows without end
  double timeout_probability = 0;
  Rate throughput;
  OpenConnections connections;
  Model model;
  bool operator==(const Prediction&) const = default;
};

/// What opening a connection and talking to the server cost. All zero: the queue alone.
struct Costs {
  Duration connect_time;
  /// Of the connect time, what connects of one pool take from each other: processors, of the client or of
  /// the server, that those under way have in equal parts where there are more of them. Requires: ≤
  /// connect_time.
  Duration connect_shared;
  /// So many connects at once take nothing from each other. Requires: ≥ 1.
  Count connect_processors = 1;
  /// Coefficient of variation of what a connect takes beside what it meets at the processors: lognormal, of
  /// all of it alike. Requires: ≥ 0.
  double connect_cv = 0;
  Duration round_trip;
  bool operator==(const Costs&) const = default;
};

/// Round trips that SQLAlchemy spends inside a checkout beside the work: ROLLBACK on return (pool/base.py,
/// `_finalize_fairy`), and with pre-ping BEGIN, an empty query and ROLLBACK (dialects/postgresql/asyncpg.py,
/// `ping`).
inline constexpr double sqlalchemy_reset_round_trips = 1;
inline constexpr double sqlalchemy_ping_round_trips = 3;
/// asyncpg awaits its reset query before the slot is free (asyncpg/pool.py, `PoolConnectionHolder.release`).
inline constexpr double asyncpg_reset_round_trips = 1;

/// How much is worked out.
enum class Detail {
  /// All but how many connections are open and opened, unless waits depend on it: with exponential holds the
  /// work does not grow with the capacity.
  waits,
  everything,
};

/// `share` is what comes to this one pool.
Prediction predict(const SqlalchemySettings&, const Workload& share, const Goal&, const Costs& = {},
                   Detail = Detail::everything);

/// asyncpg waits without end unless `acquire_timeout` is given.
Prediction predict(const AsyncpgSettings&, const Workload& share, const Goal&, const Costs& = {},
                   std::optional<Duration> acquire_timeout = {}, Detail = Detail::everything);

bool meets(const Prediction&, const Goal&);

}  // namespace poolsize
