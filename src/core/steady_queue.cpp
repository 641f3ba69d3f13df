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

// What the constants below are is from the errors of the rows of tests/reference/steady_timeouts.csv that are
// said to be for that.

/// On which time scale waits change as with exponential holds, where requests give up. Over times far shorter
/// than it takes to fill the queue up to the timeout many servers with equal holds let requests in as at
/// random, as with exponential holds; over longer ones only half as much varies (J. F. C. Kingman 1962: 2(1 −
/// ρ)c / (ca² + cs²)), as the timeout is long against hold/√c (S. Halfin, W. Whitt 1981), about.
double time_scale(double servers, double utilisation, double timeout) {
  const double settled = 0.64 - 0.2 / servers;
  double depth = std::pow(1.43 * timeout * std::pow(servers, 0.42), 1.34);
  if (utilisation < 1) depth *= utilisation * utilisation * utilisation;
  const double scale = settled + (1 - settled) * std::exp(-depth);
  // With all servers busy for good, equal holds end in the same order and as far from each other as they
  // began, and gaps between them stay: in a hold, what is let in is off by some √c.
  const double frozen = 0.73 * (1 - 1 / utilisation) * std::sqrt(servers);
  const double reached = 1 - std::exp(-std::pow(timeout * std::sqrt(servers) / 2.7, 3));
  return scale + reached * std::max(0.0, frozen - settled);
}

OfferedWait rescaled_exponential(Count servers, Load load, double timeout) {
  const auto c = static_cast<double>(servers);
  const double scale = time_scale(c, load.erlangs / c, timeout);
  return stretched(exponential_wait(servers, load, timeout / scale), scale);
}

/// How far to go from those who would wait too long where nobody gives up to the above: the further, the more
/// of those that wait give up. With one server the former is exact.
double share_of_exponential(double servers, const OfferedWait& exponential) {
  constexpr double hardly_any = 1e-6;
  if (exponential.timed_out <= hardly_any * exponential.waits) return 0;
  const double give_up = exponential.timed_out / exponential.waits / 0.034;
  const double others = 1 - 1 / servers;
  return others * others * (1 - std::exp(-give_up * give_up));
}

/// Without timeout.
OfferedWait patient_wait(Count servers, Load load) {
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
                   .exact = like.stretch == 1 && nearer == 1};
  return stretched(std::move(wait), like.stretch / nearer);
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
  const auto c = static_cast<double>(servers);
  if (load.erlangs >= c) return rescaled_exponential(servers, load, timeout);
  OfferedWait patient = patient_wait(servers, load);
  if (std::isinf(timeout)) return patient;
  const bool exact = patient.exact && servers == 1;
  OfferedWait wait = with_timeout(std::move(patient), load.erlangs / c, timeout);
  wait.exact = exact;
  const OfferedWait exponential = rescaled_exponential(servers, load, timeout);
  const double share = share_of_exponential(c, exponential);
  return between(wait, exponential, share);
}

}  // namespace poolsize
