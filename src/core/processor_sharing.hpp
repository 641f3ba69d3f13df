// A processor that everybody who is at it has in equal parts.
#pragma once

#include <poolsize/units.hpp>

namespace poolsize {

/// M/D/1-PS: P(somebody is at it for longer than `t`), where others come at `rate` and everybody brings
/// `work`, as long as it takes alone. By inversion of T. J. Ott's transform (The sojourn-time distribution in
/// the M/G/1 queue with processor sharing, Journal of Applied Probability 21, 1984; for equal work in R.
/// Egorova, B. Zwart, O. Boxma, Sojourn time tails in the M/D/1 processor sharing queue, Probability in the
/// Engineering and Informational Sciences 20, 2006), to 1e-4, and to 1e-3 next to multiples of `work`,
/// where it bends. 1 where more comes than can be done. Requires: rate ≥ 0, work > 0.
double shared_longer_than(Duration t, Rate rate, Duration work);

}  // namespace poolsize
