#include "sizing.hpp"

#include <poolsize/recommendation.hpp>
#include <poolsize/smallest.hpp>

#include <algorithm>

namespace poolsize {
namespace {

SqlalchemySettings split(const SqlalchemySettings& like, Count pool_size, Count max_overflow) {
  SqlalchemySettings settings = like;
  settings.pool_size = pool_size;
  settings.max_overflow = max_overflow;
  return settings;
}

/// Any load that the input lets through fits into the largest capacity, so the search always ends with an
/// answer.
template <class Meets>
Count smallest(Meets meets) {
  return smallest_count(1, most_servers, meets).value_or(most_servers);
}

}  // namespace

Count smallest_capacity(const SqlalchemySettings& like, const Workload& share, const Goal& goal,
                        const Costs& costs) {
  return smallest([&](Count capacity) {
    return meets(predict(split(like, capacity, 0), share, goal, costs, Detail::waits), goal);
  });
}

Count smallest_capacity(const AsyncpgSettings& like, const Workload& share, const Goal& goal,
                        const Costs& costs, std::optional<Duration> acquire_timeout) {
  return smallest([&](Count capacity) {
    AsyncpgSettings settings = like;
    settings.max_size = capacity;
    return meets(predict(settings, share, goal, costs, acquire_timeout, Detail::waits), goal);
  });
}

SqlalchemySettings smallest_split(Count capacity, const SqlalchemySettings& like, const Workload& share,
                                  const Goal& goal, const Costs& costs) {
  const auto calm = [&](Count pool_size) {
    const Prediction prediction = predict(split(like, pool_size, capacity - pool_size), share, goal, costs);
    const double opened = prediction.connections.opened.value_or(Rate{}).per_second;
    return opened <= most_churn * share.rate.per_second && meets(prediction, goal);
  };
  const Count pool_size = smallest_count(1, capacity, calm).value_or(capacity);
  return split(like, pool_size, capacity - pool_size);
}

}  // namespace poolsize
