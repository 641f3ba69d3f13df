#include <poolsize/distribution.hpp>

#include <type_traits>

namespace poolsize {
namespace {

Exponential times(Exponential hold, double factor) { return {hold.mean * factor}; }
Deterministic times(Deterministic hold, double factor) { return {hold.value * factor}; }
Lognormal times(Lognormal hold, double factor) { return {hold.median * factor, hold.sigma}; }
Gamma times(Gamma hold, double factor) { return {hold.shape, hold.scale * factor}; }
Pareto times(Pareto hold, double factor) { return {hold.minimum * factor, hold.tail}; }

Mixture times(Mixture hold, double factor) {
  for (Mixture::Class& part : hold.classes)
    part.hold = std::visit([factor](const auto& one) { return HoldClass{times(one, factor)}; }, part.hold);
  return hold;
}

Empirical times(Empirical hold, double factor) {
  for (Empirical::Knot& knot : hold.knots) knot.at = knot.at * factor;
  return hold;
}

}  // namespace

Distribution scaled(const Distribution& hold, double factor) {
  return std::visit([factor](const auto& one) { return Distribution{times(one, factor)}; }, hold);
}

}  // namespace poolsize
