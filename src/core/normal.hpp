// The standard normal distribution.
#pragma once

namespace poolsize {

/// P(Z > z), with full relative precision in the upper tail.
double normal_survival(double z);

/// The z with P(Z <= z) = p. Requires: 0 < p < 1.
double normal_quantile(double p);

}  // namespace poolsize
