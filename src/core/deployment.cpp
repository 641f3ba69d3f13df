#include <poolsize/deployment.hpp>

#include <algorithm>
#include <cmath>

namespace poolsize {

Count Surge::beside(Count running) const {
  // A share such as 10 % has no exact double: without the slack, 10 % of 10 could round up to 2.
  constexpr double slack = 1e-9;
  return instances + static_cast<Count>(std::ceil(static_cast<double>(running) * share - slack));
}

Count ServerLimits::available() const {
  return std::max<Count>(0, max_connections - reserved - other_connections);
}

std::optional<Count> connections_per_instance(const PoolSettings& settings, const Deployment& deployment) {
  Count sum = 0;
  if (settings.sqlalchemy) {
    if (settings.sqlalchemy->unlimited()) return std::nullopt;
    sum += *settings.sqlalchemy->capacity() * deployment.engines;
  }
  if (settings.asyncpg) sum += *settings.asyncpg->capacity();
  return sum;
}

std::optional<Count> demand(const PoolSettings& settings, const Deployment& deployment) {
  const std::optional<Count> each = connections_per_instance(settings, deployment);
  if (!each) return std::nullopt;
  return *each * deployment.peak_instances();
}

}  // namespace poolsize
