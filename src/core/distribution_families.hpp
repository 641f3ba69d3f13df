// The closed forms of each family; distribution.cpp asks the right one.
#pragma once

#include <poolsize/distribution.hpp>

namespace poolsize::families {

Duration mean(const Exponential&);
Duration mean(const Deterministic&);
Duration mean(const Lognormal&);
Duration mean(const Gamma&);
Duration mean(const Pareto&);
Duration mean(const Mixture&);
Duration mean(const Empirical&);

double scv(const Exponential&);
double scv(const Deterministic&);
double scv(const Lognormal&);
double scv(const Gamma&);
double scv(const Pareto&);
double scv(const Mixture&);
double scv(const Empirical&);

/// E[X^3] / E[X]^3, infinity included.
double third_moment(const Exponential&);
double third_moment(const Deterministic&);
double third_moment(const Lognormal&);
double third_moment(const Gamma&);
double third_moment(const Pareto&);
double third_moment(const Mixture&);
double third_moment(const Empirical&);

double survival(const Exponential&, Duration t);
double survival(const Deterministic&, Duration t);
double survival(const Lognormal&, Duration t);
double survival(const Gamma&, Duration t);
double survival(const Pareto&, Duration t);
double survival(const Mixture&, Duration t);
double survival(const Empirical&, Duration t);

double excess_survival(const Exponential&, Duration t);
double excess_survival(const Deterministic&, Duration t);
double excess_survival(const Lognormal&, Duration t);
double excess_survival(const Gamma&, Duration t);
double excess_survival(const Pareto&, Duration t);
double excess_survival(const Mixture&, Duration t);
double excess_survival(const Empirical&, Duration t);

Duration quantile(const Exponential&, double p);
Duration quantile(const Deterministic&, double p);
Duration quantile(const Lognormal&, double p);
Duration quantile(const Gamma&, double p);
Duration quantile(const Pareto&, double p);
Duration quantile(const Mixture&, double p);
Duration quantile(const Empirical&, double p);

}  // namespace poolsize::families
