// The hold times of the tables, with a mean of one second.
#pragma once

#include <poolsize/distribution.hpp>

#include <cmath>
#include <stdexcept>
#include <string>

namespace reference {

/// 90 % take half a second, the others 5.5: as where a cache misses. Its scv is 2.25.
inline poolsize::Distribution bimodal() {
  using poolsize::Deterministic;
  return poolsize::Mixture{
      {{.weight = 0.9, .hold = Deterministic{{0.5}}}, {.weight = 0.1, .hold = Deterministic{{5.5}}}}};
}

inline poolsize::Distribution hold_of(const std::string& family, double scv) {
  const poolsize::Duration mean{1};
  const double cv = std::sqrt(scv);
  if (family == "deterministic") return poolsize::Deterministic{mean};
  if (family == "exponential") return poolsize::Exponential{mean};
  if (family == "lognormal") return poolsize::lognormal_from(mean, cv);
  if (family == "gamma") return poolsize::gamma_from(mean, cv);
  if (family == "hyperexponential") return poolsize::hyperexponential_from(mean, cv);
  if (family == "pareto") return poolsize::pareto_from(mean, cv);
  if (family == "bimodal") return bimodal();
  throw std::runtime_error("no family " + family);
}

}  // namespace reference
