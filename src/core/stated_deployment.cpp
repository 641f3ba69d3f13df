#include <poolsize/stated_deployment.hpp>

#include <algorithm>

namespace poolsize {
namespace {

Count at_least_one(const std::optional<StatedCount>& count) {
  return count ? std::max<Count>(1, count->value) : 1;
}

}  // namespace

Count StatedDeployment::instances() const { return at_least_one(replicas) * at_least_one(workers); }

Surge StatedDeployment::instances_beside() const {
  if (!surge) return {};
  return {.instances = surge->pods.beside(at_least_one(replicas)) * at_least_one(workers)};
}

}  // namespace poolsize
