#include <poolsize/formula.hpp>

#include <algorithm>
#include <cmath>

namespace poolsize {

Count Formula::needed(Load load) const {
  // 1/s × 0.1 s × 30 is 3.0000000000000004 in doubles: what is whole up to rounding must not be rounded up
  // again.
  constexpr double rounding = 1e-12;
  const double exact = load.erlangs * headroom;
  return std::max<Count>(1, static_cast<Count>(std::ceil(exact * (1 - rounding))));
}

Count Formula::pool_size(Load load) const { return (needed(load) + round_to - 1) / round_to * round_to; }

PoolSettings Formula::settings(Load load) const {
  const Count size = pool_size(load);
  return {.sqlalchemy = SqlalchemySettings{.pool_size = size, .max_overflow = 2 * size},
          .asyncpg = AsyncpgSettings{.min_size = size / 2, .max_size = 2 * size}};
}

}  // namespace poolsize
