// The fast way to play a plan: eight replications in step, in the lanes of vector registers.
//
// Where connections close at once, nobody overtakes and all connections are alike, a request's fate is known
// when it asks: each place in the pool has a time from which it is free, the request takes the earliest (J.
// Kiefer, J. Wolfowitz, On the theory of queues with many servers, Transactions of the AMS 78, 1955), or
// gives up if that is too late. What has come back between two requests tells which connections were kept and
// which were closed.
#pragma once

#include "instruction_set.hpp"
#include "replication.hpp"
#include "tally.hpp"

#include <poolsize/simulation_plan.hpp>

#include <span>

namespace poolsize {

/// How many replications play_lanes() plays together; it takes as long for fewer.
inline constexpr std::size_t replications_in_step = 8;

/// Whether play_lanes() plays it, with the same draws, waits, opens, closes and timeouts as the event by
/// event play(), and sooner. Requires: a playable plan.
bool lanes_can_play(const SimulationPlan&);

/// The tally of each replication. Requires: lanes_can_play(plan); at most `replications_in_step` of them;
/// `tallies` of the same size.
void play_lanes(const SimulationPlan&, std::span<const Count> replications, const Stretch&, const Conduct&,
                std::span<Tally> tallies, InstructionSet = widest_instruction_set());

}  // namespace poolsize
