#include "normal.hpp"

#include <boost/math/special_functions/erf.hpp>

#include <cmath>
#include <numbers>

namespace poolsize {

double normal_survival(double z) { return std::erfc(z / std::numbers::sqrt2) / 2; }

double normal_quantile(double p) { return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * p); }

}  // namespace poolsize
