// Which numbers of busy connections matter: below the capacity they are as frequent as load^b / b!.
#pragma once

#include <poolsize/units.hpp>

namespace poolsize {

/// Both included.
struct BusyRange {
  Count first = 0;
  Count last = 0;

  Count size() const { return last - first + 1; }
};

/// The most frequent number below the capacity. Requires: 1 ≤ capacity.
Count most_frequent(Count capacity, Load);

/// The numbers below the capacity that are at least `least` times as frequent as the most frequent one. The
/// work grows with how many there are: no more than the capacity, and in the order of √load. Requires: 1 ≤
/// capacity, load > 0, 0 < least ≤ 1.
BusyRange at_least(double least, Count capacity, Load);

}  // namespace poolsize
