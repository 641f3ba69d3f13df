// What to do about a finding, with values that can be pasted: where the traffic is known, those of the
// models.
#pragma once

#include "subject.hpp"

#include <optional>
#include <string>
#include <vector>

namespace poolsize {

/// "set DATABASE_POOL_SIZE=15 and DATABASE_MAX_OVERFLOW=30": where `wanted` differs from what is; empty where
/// it does not. Requires: both pools of `wanted` are there.
std::string set_cure(const Subject&, const PoolSettings& wanted);

/// The same as edits that may be made without asking; none where the server would then be asked for more than
/// it has, or the pools that would tell are not all known.
std::vector<Edit> safe_edits(const Subject&, const PoolSettings& wanted);

/// The sizes that poolsize recommends for the pool; where they do not help or do not fit the server, what
/// would. Requires: the traffic is known.
std::string sizing_cure(const Subject&, const Pool&);

/// Room for `capacity` connections: the missing ones come from overflow, so that they are open only while
/// they are needed.
std::string capacity_cure(const Subject&, PoolKind, Count capacity);

std::string pool_timeout_cure(const Subject&, Duration timeout);

/// Half of the client's patience, in whole seconds if it has so many: the other half is left for the work.
Duration timeout_within(Duration request_timeout);

/// The usual pool_timeout, or less for a client that gives up sooner.
Duration usual_timeout(const Subject&);

/// The shortest of some round pool_timeouts, longer than what is, with which the time-outs meet the goal;
/// nothing if even the usual one is too short, because the capacity is what lacks. Requires: the traffic is
/// known and SQLAlchemy's pool has a limit.
std::optional<Duration> sufficient_timeout(const Subject&);

}  // namespace poolsize
