// Prints tests/reference/hold_out.csv: cells between and beside those of hold_times.csv, which no constant of
// the models was chosen by, so that a model that is tuned to its table shows. Played by simulate(), the
// referee that `poolsize simulate` shows; hold_times.csv knows nothing of it. Takes some ten minutes of one
// core:
//
//   cmake --build build/release --target reference
//   build/release/reference/hold_out > tests/reference/hold_out.csv
#include "hold_shapes.hpp"

#include <poolsize/simulation.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <initializer_list>
#include <string>
#include <vector>

using namespace poolsize;

namespace {

constexpr Duration endless = forever;
constexpr Count replications = 32;

/// Times are in mean holds, which are seconds here.
struct Case {
  std::string family;
  double scv;
  double arrivals_scv;
  Duration timeout;
  Count servers;
  double utilisation;
};

/// Near saturation, and with holds that vary much, a run forgets its past slowly (W. Whitt 1989, "Planning
/// queueing simulations", section 3).
Count enough(const Case& each) {
  constexpr double least = 6e6;
  constexpr double most = 16;
  const double room = each.timeout < endless ? 1 : 1 - each.utilisation;
  const double variable = (each.arrivals_scv + each.scv) / 2;
  return static_cast<Count>(least * std::clamp(std::max(variable, 1.0) * 0.4 / room, 1.0, most));
}

struct Known {
  double value;
  double error;  ///< standard, from the replications
};

Known known(const Simulation& played, Figure figure, double value) {
  const auto at = static_cast<std::size_t>(figure);
  double sum = 0;
  double squares = 0;
  const auto n = static_cast<double>(played.by_replication.size());
  for (const Figures& each : played.by_replication) sum += each[at];
  for (const Figures& each : played.by_replication) squares += std::pow(each[at] - sum / n, 2);
  return {value, std::sqrt(squares / (n - 1) / n)};
}

void row(const Case& each) {
  SimulatedAsyncpg pool;
  pool.settings.max_size = each.servers;
  pool.settings.min_size = each.servers;
  pool.max_inactive = {};
  pool.acquire_timeout = each.timeout;
  const Simulation played = simulate(
      {.pool = pool,
       .arrivals = SteadyArrivals{{each.utilisation * static_cast<double>(each.servers)}, each.arrivals_scv},
       .hold = reference::hold_of(each.family, each.scv),
       .requests = enough(each),
       .replications = replications,
       .seed = 20261125});
  const Known waits = known(played, Figure::wait_probability, played.wait_probability.value);
  const Known mean = known(played, Figure::served_mean, played.served->mean.value.seconds);
  const Known p99 = known(played, Figure::served_p99, played.served->p99.value.seconds);
  const Known lost = known(played, Figure::timeout_probability, played.timeout_probability.value);
  fmt::print("{},{},{},{},{},{},{:.6g},{:.2g},{:.6g},{:.2g},{:.5g},{:.2g},{:.6g},{:.2g}\n", each.family,
             each.scv, each.arrivals_scv,
             each.timeout == endless ? "" : fmt::format("{}", each.timeout.seconds), each.servers,
             each.utilisation, waits.value, waits.error, mean.value, mean.error, p99.value, p99.error,
             lost.value, lost.error);
  std::fflush(stdout);
}

struct Shape {
  std::string family;
  double scv;
};

void rows(std::initializer_list<Shape> holds, double arrivals_scv, Duration timeout,
          std::initializer_list<Count> counts, std::initializer_list<double> utilisations) {
  for (const Shape& hold : holds)
    for (const Count servers : counts)
      for (const double utilisation : utilisations)
        row({hold.family, hold.scv, arrivals_scv, timeout, servers, utilisation});
}

}  // namespace

int main() {
  fmt::print(
      "family,scv,arrivals_scv,timeout,servers,utilisation,wait_probability,wait_probability_error,mean,mean_"
      "error,"
      "p99,p99_error,timeouts,timeouts_error\n");
  rows({{"deterministic", 0}}, 1, endless, {7}, {0.7});
  rows({{"lognormal", 0.7},
        {"gamma", 0.7},
        {"lognormal", 3},
        {"gamma", 3},
        {"lognormal", 6},
        {"gamma", 6},
        {"pareto", 1.5},
        {"bimodal", 2.25}},
       1, endless, {3, 7, 20, 70}, {0.45, 0.7, 0.85, 0.93});
  for (const double timeout : {0.5, 3.0})
    rows({{"lognormal", 0.7}, {"lognormal", 3}, {"gamma", 3}, {"bimodal", 2.25}}, 1, Duration{timeout},
         {3, 20}, {0.7, 0.95, 1.1});
  for (const double arrivals_scv : {0.5, 2.0})
    rows({{"exponential", 1}, {"lognormal", 3}}, arrivals_scv, endless, {3, 20}, {0.7, 0.85});
  rows({{"pareto", 0.6}, {"pareto", 4}}, 1, endless, {3, 20}, {0.45, 0.7, 0.85, 0.93});
}
