// How long connections are held: distributions of positive times, as values.
#pragma once

#include <poolsize/units.hpp>

#include <optional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

namespace poolsize {

/// Requires: mean > 0.
struct Exponential {
  Duration mean;
  bool operator==(const Exponential&) const = default;
};

/// Every hold lasts equally long. Requires: value > 0.
struct Deterministic {
  Duration value;
  bool operator==(const Deterministic&) const = default;
};

/// ln X is normal with mean ln(median) and standard deviation sigma. Requires: median > 0, sigma > 0.
struct Lognormal {
  Duration median;
  double sigma = 1;
  bool operator==(const Lognormal&) const = default;
};

/// Mean shape * scale, scv 1 / shape; shape k = 2, 3, ... is Erlang-k. Requires: both > 0.
struct Gamma {
  double shape = 1;
  Duration scale;
  bool operator==(const Gamma&) const = default;
};

/// Pareto of the first kind: P(X > t) = (minimum / t)^tail from the minimum on. Requires: minimum > 0, tail >
/// 2, so that the variance is finite.
struct Pareto {
  Duration minimum;
  double tail = 3;
  bool operator==(const Pareto&) const = default;
};

/// One kind of request among several.
using HoldClass = std::variant<Exponential, Deterministic, Lognormal, Gamma, Pareto>;

/// Several kinds of request, each with its share: "98 % take 4 ms, 2 % take 400 ms". Requires: at least one
/// class, positive weights that add up to 1.
struct Mixture {
  struct Class {
    double weight = 1;
    HoldClass hold;
    bool operator==(const Class&) const = default;
  };
  std::vector<Class> classes;
  bool operator==(const Mixture&) const = default;
};

/// What was measured: a distribution function that is linear between knots. Two knots at one time are a step
/// (a sample), two of one height a gap. Requires: at least two knots, none negative, both fields never
/// falling, `below` from 0 to 1, a positive mean.
struct Empirical {
  struct Knot {
    Duration at;
    double below = 0;  ///< P(X <= at)
    bool operator==(const Knot&) const = default;
  };
  std::vector<Knot> knots;
  bool operator==(const Empirical&) const = default;
};

using Distribution = std::variant<Exponential, Deterministic, Lognormal, Gamma, Pareto, Mixture, Empirical>;

/// "exponential", "deterministic", "lognormal", "gamma", "pareto", "mixture" or "empirical".
std::string_view family_name(const Distribution& hold);

/// The member of each family with the given mean and coefficient of variation (standard deviation / mean).
/// Requires: mean > 0, cv > 0; cv > 1 for the hyperexponential, which is two exponential classes that carry
/// half of the load each (balanced means).
Lognormal lognormal_from(Duration mean, double cv);
Gamma gamma_from(Duration mean, double cv);
Pareto pareto_from(Duration mean, double cv);
Mixture hyperexponential_from(Duration mean, double cv);

Duration mean(const Distribution& hold);

/// Squared coefficient of variation: variance / mean^2.
double scv(const Distribution& hold);

/// E[X^3] / E[X]^3: 1 for deterministic, 6 for exponential; nothing where it is infinite.
std::optional<double> third_moment(const Distribution& hold);

/// P(X > t).
double survival(const Distribution& hold, Duration t);

/// P(X_e > t) for the stationary excess X_e: what is left of a hold when someone looks at a random moment of
/// it. Its density is survival(t) / mean. (D. R. Cox, Renewal Theory, 1962, section 5.2)
double excess_survival(const Distribution& hold, Duration t);

/// The shortest t with P(X <= t) >= p. Requires: 0 <= p < 1.
Duration quantile(const Distribution& hold, double p);

/// Every time multiplied by `factor`: the same shape with another mean. Requires: factor > 0.
Distribution scaled(const Distribution& hold, double factor);

}  // namespace poolsize
