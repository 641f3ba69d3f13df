#include "poisson.hpp"

#include <poolsize/erlang.hpp>

#include <cassert>

namespace poolsize {

double erlang_b(Count servers, Load load) {
  assert(servers >= 1 && load.erlangs >= 0);
  return 1 / (1 + poisson_odds(servers, load.erlangs));
}

std::optional<double> erlang_c(Count servers, Load load) {
  assert(servers >= 1 && load.erlangs >= 0);
  const auto c = static_cast<double>(servers);
  if (load.erlangs >= c) return std::nullopt;
  // C = B / (1 − ρ(1 − B)), in terms of the odds (1 − B) / B: nothing is subtracted but the load from the
  // servers.
  return 1 / (1 + (c - load.erlangs) / c * poisson_odds(servers, load.erlangs));
}

}  // namespace poolsize
