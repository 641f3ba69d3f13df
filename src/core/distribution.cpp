#include "distribution_families.hpp"

#include <poolsize/distribution.hpp>

#include <cassert>
#include <cmath>

namespace poolsize {

std::string_view family_name(const Distribution& hold) {
  constexpr std::string_view names[] = {"exponential", "deterministic", "lognormal", "gamma",
                                        "pareto",      "mixture",       "empirical"};
  static_assert(std::size(names) == std::variant_size_v<Distribution>);
  return names[hold.index()];
}

Lognormal lognormal_from(Duration mean, double cv) {
  assert(mean.seconds > 0 && cv > 0);
  const double variance = std::log1p(cv * cv);
  return {.median = mean * std::exp(-variance / 2), .sigma = std::sqrt(variance)};
}

Gamma gamma_from(Duration mean, double cv) {
  assert(mean.seconds > 0 && cv > 0);
  return {.shape = 1 / (cv * cv), .scale = mean * (cv * cv)};
}

Pareto pareto_from(Duration mean, double cv) {
  assert(mean.seconds > 0 && cv > 0);
  const double tail = 1 + std::sqrt(1 + 1 / (cv * cv));
  return {.minimum = mean * ((tail - 1) / tail), .tail = tail};
}

Mixture hyperexponential_from(Duration mean, double cv) {
  assert(mean.seconds > 0 && cv > 1);
  // H. C. Tijms, A First Course in Stochastic Models, 2003, appendix B, equation (B.15).
  const double scv = cv * cv;
  const double spread = std::sqrt((scv - 1) / (scv + 1));
  const double slow = 1 / (scv + 1) / (1 + spread);  // (1 - spread) / 2 without cancellation
  const double fast = (1 + spread) / 2;
  return {.classes = {{.weight = fast, .hold = Exponential{mean / (2 * fast)}},
                      {.weight = slow, .hold = Exponential{mean / (2 * slow)}}}};
}

Duration mean(const Distribution& hold) {
  return std::visit([](const auto& x) { return families::mean(x); }, hold);
}

double scv(const Distribution& hold) {
  return std::visit([](const auto& x) { return families::scv(x); }, hold);
}

std::optional<double> third_moment(const Distribution& hold) {
  const double moment = std::visit([](const auto& x) { return families::third_moment(x); }, hold);
  return std::isfinite(moment) ? std::optional(moment) : std::nullopt;
}

double survival(const Distribution& hold, Duration t) {
  return std::visit([t](const auto& x) { return families::survival(x, t); }, hold);
}

double excess_survival(const Distribution& hold, Duration t) {
  return std::visit([t](const auto& x) { return families::excess_survival(x, t); }, hold);
}

Duration quantile(const Distribution& hold, double p) {
  assert(0 <= p && p < 1);
  return std::visit([p](const auto& x) { return families::quantile(x, p); }, hold);
}

}  // namespace poolsize
