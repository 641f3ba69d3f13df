// What is asked of the pools: how often a connection is wanted, and for how long.
#pragma once

#include <poolsize/distribution.hpp>
#include <poolsize/units.hpp>

#include <optional>

namespace poolsize {

/// Users who ask, wait, hold, think, and ask again.
struct Population {
  Count users = 1;
  Duration think_time;  ///< from giving the connection back to asking again
  bool operator==(const Population&) const = default;
};

/// The requests that come to one pool, or to all instances together where the text says so.
struct Workload {
  /// Requests per second. With a population it is what they ask for when nobody waits.
  Rate rate;
  Distribution hold;
  /// Squared coefficient of variation of the gaps between requests: 1 is Poisson, more is bursty.
  double arrivals_scv = 1;
  std::optional<Population> population;

  Load offered_load() const { return rate * mean(hold); }
  /// The share of one of `instances` that a balancer feeds evenly. Requires: instances ≥ 1.
  Workload share(Count instances) const;
  bool operator==(const Workload&) const = default;
};

/// The workloads of both pools. By default the same: a request may take either way.
struct Workloads {
  Workload sqlalchemy;
  Workload asyncpg;
};

}  // namespace poolsize
