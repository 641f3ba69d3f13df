#include <poolsize/workload.hpp>

namespace poolsize {

Workload Workload::share(Count instances) const {
  Workload one = *this;
  one.rate = rate / static_cast<double>(instances);
  // Users are whole: the instance with the most of them is the one that must hold.
  if (one.population) one.population->users = (population->users + instances - 1) / instances;
  return one;
}

}  // namespace poolsize
