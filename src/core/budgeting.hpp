// Fitting settings into what the server can give.
#pragma once

#include <poolsize/deployment.hpp>
#include <poolsize/recommendation.hpp>

#include <optional>

namespace poolsize {

/// `wanted`, with as much cut off as the server cannot give: each pool loses the same part of what it has
/// above `least`, SQLAlchemy's overflow before its pool_size. Nothing if even `least` does not fit. Requires:
/// `wanted` is nowhere below `least`, neither is unlimited.
std::optional<PoolSettings> cut_to_fit(const PoolSettings& wanted, const PoolSettings& least,
                                       const Deployment&, const ServerLimits&);

/// What would make goal and budget meet, where `smallest` does not fit.
Remedies remedies_for(const Question&, const PoolSettings& smallest);

}  // namespace poolsize
