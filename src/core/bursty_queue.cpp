#include "bursty_queue.hpp"

#include "bursts.hpp"
#include "likeness.hpp"
#include "poisson_queue.hpp"
#include "steady_queue.hpp"
#include "walk_queue.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <variant>

namespace poolsize {
namespace {

constexpr double endless = std::numeric_limits<double>::infinity();

/// Holds that vary less than exponential ones, by what the gaps do to equal and to exponential holds: the
/// chance to wait changes by a power of how it changes with exponential ones, whose inverse lies between
/// those of both, and so does the logarithm of how the waits change. From the errors of the table in
/// tests/reference/hold_times.csv; the powers of the scv hold for 0.2 and 0.5. Nothing where the change with
/// equal ones is not known.
std::optional<OfferedWait> steadier_bursty_wait(Count servers, Load load, const Distribution& hold,
                                                double arrivals_scv) {
  const auto equal = walk_wait(servers, load, Deterministic{mean(hold)}, arrivals_scv);
  const OfferedWait exponential = bursty_exponential_wait(servers, load, arrivals_scv);
  if (!equal || equal->waits == 0 || exponential.waits == 0) return std::nullopt;
  const OfferedWait equal_before = steady_wait(servers, load, endless);
  const OfferedWait exponential_before = exponential_wait(servers, load, endless);
  const auto longer = [](const OfferedWait& wait, const OfferedWait& before) {
    return std::log(wait.mean / wait.waits / (before.mean / before.waits));
  };
  const double likelier = std::log(exponential.waits / exponential_before.waits);
  constexpr double most = 6;  // of gaps next to exponential ones both changes are next to nothing
  const double power_of_equal = std::clamp(std::log(equal->waits / equal_before.waits) / likelier, 1.0, most);
  const bool smoother = arrivals_scv < 1;
  const double hold_scv = scv(hold);
  const double power = 1 / std::lerp(1 / power_of_equal, 1, std::pow(hold_scv, smoother ? 0.7 : 1));
  const double time = std::lerp(longer(*equal, equal_before), longer(exponential, exponential_before),
                                std::pow(hold_scv, smoother ? 0.44 : 0.75));
  OfferedWait wait = poisson_wait(servers, load, hold, endless);
  const double probability = std::min(std::exp(power * likelier), 1 / wait.waits);
  return scaled(std::move(wait), probability, std::exp(time));
}

/// Without timeout, below saturation. What an approximation misses behind one server, where it is known, it
/// misses the less of the more servers there are: from the errors of the table in
/// tests/reference/hold_times.csv, those with few servers.
OfferedWait patient_bursty_wait(Count servers, double utilisation, const Distribution& hold,
                                double arrivals_scv) {
  const double hold_scv = scv(hold);
  const Load all{utilisation * static_cast<double>(servers)};
  if (is_walk(servers, hold)) {
    if (auto wait = walk_wait(servers, all, hold, arrivals_scv)) return *std::move(wait);
  }
  if (hold_scv < 1) {
    if (auto wait = steadier_bursty_wait(servers, all, hold, arrivals_scv)) return *std::move(wait);
  }
  double power = change_power(hold_scv, arrivals_scv);
  if (hold_scv > 1) {
    // Of holds that vary more, one server tells how much like exponential ones they are.
    const double telling = arrivals_scv < 1 ? 0.3 : 0.8;
    if (const auto one = walk_wait(1, {telling}, hold, arrivals_scv))
      power = known_change_power(telling, arrivals_scv, one->waits);
  }
  const auto approximate = [&](Count count) {
    const Load load{utilisation * static_cast<double>(count)};
    return with_bursts(poisson_wait(count, load, hold, endless), count, load, arrivals_scv, hold_scv, power);
  };
  OfferedWait wait = approximate(servers);
  if (std::holds_alternative<Exponential>(hold)) return wait;
  const auto known = walk_wait(1, {utilisation}, hold, arrivals_scv);
  if (!known || wait.waits == 0) return wait;
  const double weight = std::pow(static_cast<double>(servers), -0.35);
  const OfferedWait one = approximate(1);
  const double probability = std::pow(known->waits / one.waits, weight);
  const double time = std::pow(known->mean / known->waits / (one.mean / one.waits), weight);
  const double most = 1 / wait.waits;
  return scaled(std::move(wait), std::min(probability, most), time);
}

}  // namespace

/// Time-outs as with Poisson arrivals; in overload, where those carry no approximation, on the time scale on
/// which waits change in heavy traffic, by (ca² + cs²) / (1 + cs²).
OfferedWait bursty_wait(Count servers, Load load, const Distribution& hold, double arrivals_scv,
                        double timeout) {
  const double hold_scv = scv(hold);
  const double utilisation = load.erlangs / static_cast<double>(servers);
  if (utilisation >= 1) {
    constexpr double least = 0.01;
    const double stretch = std::max(arrivals_scv + hold_scv, least) / (1 + hold_scv);
    return stretched(poisson_wait(servers, load, hold, timeout / stretch), stretch);
  }
  return with_timeout(patient_bursty_wait(servers, utilisation, hold, arrivals_scv), utilisation, timeout);
}

}  // namespace poolsize
