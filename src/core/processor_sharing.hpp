// Processors that everybody who is at them has in equal parts.
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

/// The same of several processors, of which nobody has more than one: while they are all busy they are one
/// that is as fast as all, and what somebody takes longer than alone is taken to be of such a one's kind.
/// How often anybody does is then known, for the mean is: how many are there depends on the mean work alone
/// (the product form of M/G/m-PS; F. P. Kelly, Reversibility and Stochastic Networks, 1979, chapter 3), so
/// that Erlang's C has it. Exact for one; of several it is 0.03 off at most where it takes a quarter longer
/// than alone or more, and tells too few of the shorter delays. Requires: processors ≥ 1.
double shared_longer_than(Duration t, Rate rate, Duration work, Count processors);

}  // namespace poolsize
