#include "steady_queue.hpp"

#include "deterministic_queue.hpp"
#include "likeness.hpp"

#include <poolsize/patience.hpp>

#include <boost/math/quadrature/gauss_kronrod.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace poolsize {
namespace {

/// Where more is asked than can be done, exponential holds on another time scale: waits decay by
/// 2(1 − ρ)c / (ca² + cs²) in heavy traffic (J. F. C. Kingman 1962), with cs² = 0 half of that of M/M/c. A
/// timeout of less than some holds leaves no time for that; by how much is from the errors of the table in
/// tests/reference/hold_times.csv.
OfferedWait overloaded(Count servers, Load load, double timeout) {
  const double stretch = 0.5 + 0.35 * std::exp(-timeout);
  return stretched(exponential_wait(servers, load, timeout / stretch), stretch);
}

}  // namespace

OfferedWait with_timeout(OfferedWait patient, double utilisation, double timeout) {
  if (std::isinf(timeout)) return patient;
  const double beyond = patient.late(timeout);
  const double kept = 1 / (1 - utilisation * beyond);
  OfferedWait wait{.timeout = timeout, .timed_out = (1 - utilisation) * beyond * kept, .exact = false};
  wait.waits = wait.timed_out + kept * (patient.waits - beyond);
  wait.late = [late = std::move(patient.late), beyond, kept, out = wait.timed_out](double t) {
    return out + kept * (late(t) - beyond);
  };
  constexpr double none = 1e-14;
  if (beyond < none) {
    wait.mean = patient.mean;
  } else {
    wait.mean = boost::math::quadrature::gauss_kronrod<double, 31>::integrate(
        [&](double t) { return wait.late(t) - wait.timed_out; }, 0, timeout, 5, 1e-9);
  }
  return wait;
}

OfferedWait steady_wait(Count servers, Load load, double timeout) {
  const auto capacity = static_cast<double>(servers);
  if (load.erlangs >= capacity) return overloaded(servers, load, timeout);
  const Likeness like = likeness(servers, load);
  const auto solved = static_cast<double>(like.servers);
  // Nearer to saturation than the sums reach, 1 − P(wait) falls with the room that is left, and the waits
  // grow with its inverse.
  const double at = std::min(like.load.erlangs, DeterministicQueue::busiest(like.servers).erlangs);
  const double nearer = (solved - like.load.erlangs) / (solved - at);
  const auto queue = std::make_shared<const DeterministicQueue>(like.servers, Load{at});
  const double at_once = queue->late(0);
  const double waits = 1 - (1 - at_once) * nearer;
  const double scale = waits / at_once;
  OfferedWait wait{.waits = waits,
                   .mean = queue->mean() * scale,
                   .late = [queue, scale](double t) { return scale * queue->late(t); },
                   .exact = like.stretch == 1 && nearer == 1 && std::isinf(timeout)};
  return with_timeout(stretched(std::move(wait), like.stretch / nearer), load.erlangs / capacity, timeout);
}

}  // namespace poolsize
