#include "busy_range.hpp"

#include <algorithm>

namespace poolsize {

Count most_frequent(Count capacity, Load load) {
  return static_cast<Count>(std::min(load.erlangs, static_cast<double>(capacity - 1)));
}

BusyRange at_least(double least, Count capacity, Load load) {
  const Count mode = most_frequent(capacity, load);
  BusyRange range{mode, mode};
  double share = 1;
  while (range.last + 1 < capacity) {
    share *= load.erlangs / static_cast<double>(range.last + 1);
    if (share < least) break;
    ++range.last;
  }
  share = 1;
  while (range.first > 0) {
    share *= static_cast<double>(range.first) / load.erlangs;
    if (share < least) break;
    --range.first;
  }
  return range;
}

}  // namespace poolsize
