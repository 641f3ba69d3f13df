// The smallest pools that meet a goal.
#pragma once

#include <poolsize/prediction.hpp>

#include <optional>

namespace poolsize {

/// Least pool_size + max_overflow that meets the goal while nothing comes and goes. Requires: offered load >
/// 0.
Count smallest_capacity(const SqlalchemySettings& like, const Workload& share, const Goal&, const Costs&);

/// Least max_size that meets the goal. Requires: offered load > 0.
Count smallest_capacity(const AsyncpgSettings& like, const Workload& share, const Goal&, const Costs&,
                        std::optional<Duration> acquire_timeout);

/// The split of `capacity` with the smallest pool_size that opens a connection on at most `most_churn` of the
/// checkouts and, where a connect takes time, still meets the goal. The rest is taken from `like`.
SqlalchemySettings smallest_split(Count capacity, const SqlalchemySettings& like, const Workload& share,
                                  const Goal&, const Costs&);

}  // namespace poolsize
