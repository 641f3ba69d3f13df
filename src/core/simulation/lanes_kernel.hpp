// Eight replications in step, one in each lane of the vector registers.
#pragma once

#include "instruction_set.hpp"
#include "tally.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace poolsize {

constexpr std::size_t lanes = 8;
/// So many places at a time move up.
constexpr std::size_t rows_at_once = 4;

/// One number per replication.
struct alignas(64) Lanes {
  std::array<double, lanes> each{};
  double& operator[](std::size_t lane) { return each[lane]; }
  double operator[](std::size_t lane) const { return each[lane]; }
};

/// What is the same for every request.
struct LaneRules {
  double capacity = 0;
  double kept = 0;  ///< idle connections that are not closed; at most the capacity
  double timeout = 0;
  double goal = 0;
  double connect_time = 0;
  double overhead_fresh = 0;   ///< of a hold on a connection that was just opened, in seconds
  double overhead_reused = 0;  ///< of any other
};

/// What is added up over the requests that count; what fails is told to LaneState::failed. Counts are whole
/// numbers below 2^53.
struct LaneSums {
  Lanes served;
  Lanes waited;  ///< longer than 0, and were served
  Lanes late;    ///< longer than the goal allows, and were served
  Lanes served_wait;
  Lanes longest_served;
  Lanes held;
  Lanes opened;
  Lanes closed;
  Lanes open_seconds;
  Lanes most_open;
};

struct LaneState {
  // Just before the next request asks, what has come back by then being back.
  Lanes now;   ///< when it asks
  Lanes busy;  ///< held or connecting
  Lanes idle;
  LaneSums sums;
  /// How many of the served have waited how long: for each lane the buckets of a QuantileHistogram, but for
  /// those who have not waited at all. Empty before it counts. Requires: fewer than 2^32 requests.
  std::vector<std::uint32_t> served_waits;
  /// When each connection's place becomes free, all who were let in before served; rising. After the
  /// last, infinity fills up to one more than a multiple of `rows_at_once`.
  std::vector<Lanes> free;
  std::array<Tally*, lanes> tallies{};  ///< to fail() to; nullptr before it counts
};

/// Plays `steps` requests of each lane. gaps[i] lies between the i-th of them and the next one; work[i] is
/// the i-th's.
using PlayLanes = void (*)(const LaneRules&, LaneState&, const Lanes* gaps, const Lanes* work,
                           std::size_t steps);

struct LaneKernels {
  PlayLanes play;
  /// The same where every connection is open and none is ever closed, so that nobody counts them.
  PlayLanes play_all_open;
  /// rows[i][lane] = columns[lane][i] for i < count, which is a multiple of eight.
  void (*transpose)(const std::array<const double*, lanes>& columns, Lanes* rows, std::size_t count);
};

const LaneKernels& lane_kernels(InstructionSet);

}  // namespace poolsize
