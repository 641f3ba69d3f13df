#include "distribution_families.hpp"

#include "normal.hpp"

#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace poolsize::families {
namespace {

/// P(X > t) of a gamma distribution, t in scales; without long doubles inside, for speed.
double gamma_survival(double shape, double t) {
  using Doubles = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
  return boost::math::gamma_q(shape, t, Doubles());
}

}  // namespace

Duration mean(const Exponential& x) { return x.mean; }
Duration mean(const Deterministic& x) { return x.value; }
Duration mean(const Lognormal& x) { return x.median * std::exp(x.sigma * x.sigma / 2); }
Duration mean(const Gamma& x) { return x.scale * x.shape; }
Duration mean(const Pareto& x) { return x.minimum * (x.tail / (x.tail - 1)); }

double scv(const Exponential&) { return 1; }
double scv(const Deterministic&) { return 0; }
double scv(const Lognormal& x) { return std::expm1(x.sigma * x.sigma); }
double scv(const Gamma& x) { return 1 / x.shape; }
double scv(const Pareto& x) { return 1 / (x.tail * (x.tail - 2)); }

double third_moment(const Exponential&) { return 6; }
double third_moment(const Deterministic&) { return 1; }
double third_moment(const Lognormal& x) { return std::exp(3 * x.sigma * x.sigma); }
double third_moment(const Gamma& x) { return (1 + 1 / x.shape) * (1 + 2 / x.shape); }
double third_moment(const Pareto& x) {
  if (x.tail <= 3) return std::numeric_limits<double>::infinity();
  const double per_mean = (x.tail - 1) / x.tail;
  return x.tail / (x.tail - 3) * per_mean * per_mean * per_mean;
}

double survival(const Exponential& x, Duration t) { return std::exp(-std::max(t / x.mean, 0.0)); }
double survival(const Deterministic& x, Duration t) { return t < x.value ? 1 : 0; }
double survival(const Lognormal& x, Duration t) {
  if (t.seconds <= 0) return 1;
  return normal_survival(std::log(t / x.median) / x.sigma);
}
double survival(const Gamma& x, Duration t) {
  if (t.seconds <= 0) return 1;
  return gamma_survival(x.shape, t / x.scale);
}
double survival(const Pareto& x, Duration t) { return t <= x.minimum ? 1 : std::pow(x.minimum / t, x.tail); }

double excess_survival(const Exponential& x, Duration t) { return survival(x, t); }
double excess_survival(const Deterministic& x, Duration t) { return std::clamp(1 - t / x.value, 0.0, 1.0); }
double excess_survival(const Lognormal& x, Duration t) {
  if (t.seconds <= 0) return 1;
  // E[X; X > t] is again a normal tail, shifted by sigma.
  const double z = std::log(t / x.median) / x.sigma;
  return std::max(normal_survival(z - x.sigma) - t / mean(x) * normal_survival(z), 0.0);
}
double excess_survival(const Gamma& x, Duration t) {
  if (t.seconds <= 0) return 1;
  // E[X; X > t] is again a gamma tail, of the next shape.
  const double scaled = t / x.scale;
  const double held = gamma_survival(x.shape + 1, scaled);
  return std::max(held - scaled / x.shape * gamma_survival(x.shape, scaled), 0.0);
}
double excess_survival(const Pareto& x, Duration t) {
  if (t <= x.minimum) return 1 - std::max(t / mean(x), 0.0);
  return std::pow(x.minimum / t, x.tail - 1) / x.tail;
}

Duration quantile(const Exponential& x, double p) { return x.mean * -std::log1p(-p); }
Duration quantile(const Deterministic& x, double) { return x.value; }
Duration quantile(const Lognormal& x, double p) {
  return p <= 0 ? Duration{0} : x.median * std::exp(x.sigma * normal_quantile(p));
}
Duration quantile(const Gamma& x, double p) {
  return p <= 0 ? Duration{0} : x.scale * boost::math::gamma_p_inv(x.shape, p);
}
Duration quantile(const Pareto& x, double p) { return x.minimum * std::exp(-std::log1p(-p) / x.tail); }

}  // namespace poolsize::families
