// The formula: Little's law with some room to spare.
//
//   pool_size = ⌈rps × duration × headroom⌉ rounded up to a multiple of round_to,  max_overflow = 2 ×
//   pool_size
//
// The page that published it prints a division, rps / duration, but works its example with the product: 100
// requests per second that each hold a connection for 0.1 s keep 10 busy, not 1000. poolsize never divides.
#pragma once

#include <poolsize/settings.hpp>

namespace poolsize {

struct Formula {
  double headroom = 1.2;  ///< above 0
  Count round_to = 5;     ///< at least 1

  /// ⌈load × headroom⌉, before rounding; at least 1.
  Count needed(Load) const;
  /// `needed` rounded up to a multiple of `round_to`.
  Count pool_size(Load) const;
  /// SQLAlchemy: pool_size and twice as much overflow. asyncpg: half of it at the start, twice as much at
  /// most.
  PoolSettings settings(Load) const;
};

}  // namespace poolsize
