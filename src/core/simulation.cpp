#include "simulation/figures.hpp"
#include "simulation/load.hpp"
#include "simulation/replications.hpp"
#include "simulation/warm_up.hpp"

#include <poolsize/simulation.hpp>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace poolsize {
namespace {

bool is_drawn(const SimulationPlan& plan) {
  const bool is_trace = std::holds_alternative<TraceArrivals>(plan.arrivals);
  return !is_trace || plan.hold || (plan.instances.count > 1 && plan.instances.balancer == Balancer::random);
}

void describe(Simulation& simulation, const SimulationPlan& plan) {
  const PlannedLoad load = load_of(plan);
  simulation.offered_load = load.offered;
  simulation.utilisation = load.utilisation;
  const bool is_closed = std::holds_alternative<ClosedArrivals>(plan.arrivals);
  simulation.stable = is_closed || !load.utilisation || *load.utilisation < 1;
  simulation.settles = simulation.stable || load.timeout < forever || has_an_end(plan.arrivals);
}

// --- Until the figures are as precise as they shall be ---

/// How many times wider than wanted the wider of the two intervals is.
double excess(const Replications& replications, double precision) {
  double most = 0;
  for (const Replications::Known& known : replications.known()) {
    const Figures pooled = figures_of(known.pooled);
    for (const Figure which : {Figure::served_mean, Figure::served_p99}) {
      const double value = figure(pooled, which);
      const double half = half_width(known.each, value, which);
      if (half > 0) most = std::max(most, half / (precision * value));
    }
  }
  return most;
}

/// An interval narrows with the square root of the number of replications (A. M. Law, Simulation Modeling and
/// Analysis, 2015, section 9.4.1). True if it is narrow enough in the end.
bool refine(Replications& replications, const SimulationPlan& plan) {
  constexpr double spare = 1.1;
  constexpr double fastest = 4;  // the spread that few replications show is itself uncertain
  constexpr Count together = 8;
  constexpr Count most_replications = 100'000;
  for (;;) {
    const double wider = excess(replications, *plan.precision);
    if (wider <= 1) return true;
    const Count played = replications.played();
    if (replications.is_stopped() || played == 0) return false;
    const Count each = std::max<Count>(replications.requests() / played, 1);
    const Count most = std::min(plan.most_requests / each, most_replications);
    const double wanted = static_cast<double>(played) * std::min(spare * wider * wider, fastest);
    const Count rounded = (static_cast<Count>(wanted) / together + 1) * together;
    if (std::min(rounded, most) <= played) return false;
    replications.play(std::min(rounded, most));
  }
}

// --- The answer ---

struct Estimates {
  const std::vector<Figures>& each;
  Figures pooled;
  bool is_drawn;

  Estimate<double> number(Figure which) const {
    if (!is_drawn) return {figure(pooled, which), figure(pooled, which), figure(pooled, which)};
    return estimate(each, pooled, which);
  }
  template <class Unit>
  Estimate<Unit> in(Figure which) const {
    const Estimate<double> plain = number(which);
    return {Unit{plain.value}, Unit{plain.low}, Unit{plain.high}};
  }
  /// From the mean on, in the order of Figure.
  SimulatedWait waits(Figure mean, double longest) const {
    const auto at = [&](int i) { return in<Duration>(static_cast<Figure>(static_cast<int>(mean) + i)); };
    return {at(0), at(1), at(2), at(3), at(4), at(5), Duration{longest}};
  }
};

void fill(Simulation& simulation, const Replications::Known& known, bool is_drawn) {
  const Counts& counts = known.pooled.counts;
  simulation.requests = counts.asked;
  simulation.replications = static_cast<Count>(known.each.size());
  simulation.by_replication = known.each;
  const Estimates of{known.each, figures_of(known.pooled), is_drawn};
  simulation.wait_probability = of.number(Figure::wait_probability);
  simulation.over_goal = of.number(Figure::over_goal);
  simulation.timeout_probability = of.number(Figure::timeout_probability);
  simulation.refused_probability = of.number(Figure::refused_probability);
  simulation.overtaken_probability = of.number(Figure::overtaken_probability);
  if (counts.served > 0) simulation.served = of.waits(Figure::served_mean, counts.longest_served);
  simulation.all = of.waits(Figure::all_mean, std::max(counts.longest_served, counts.longest_failed));
  simulation.throughput = of.in<Rate>(Figure::throughput);
  simulation.mean_busy = of.number(Figure::mean_busy);
  simulation.mean_waiting = of.number(Figure::mean_waiting);
  simulation.connections = {.mean_open = of.number(Figure::mean_open),
                            .most_open = counts.most_open,
                            .opened = of.in<Rate>(Figure::opened),
                            .closed = of.in<Rate>(Figure::closed),
                            .opened_per_request = of.number(Figure::opened_per_request)};
}

/// Which requests of each replication count, and what is to be told of that.
Stretch stretch_of(std::span<const SimulationPlan> plans, const SimulationControl& control,
                   std::vector<Simulation>& simulations) {
  const SimulationPlan& first = plans.front();
  if (has_an_end(first.arrivals)) return {};
  Count pools = 0;
  for (const SimulationPlan& plan : plans) pools += plan.instances.engines;
  if (!compete(plans)) pools = 1;
  const Count counted = pools * ((first.requests + first.replications - 1) / first.replications);
  const bool settles = std::ranges::all_of(simulations, &Simulation::settles);
  const WarmUp warm_up = first.warm_up ? WarmUp{*first.warm_up}
                         : !settles    ? WarmUp{0, false}
                                       : find_warm_up(plans, counted, {.stop = control.stop});
  for (Simulation& simulation : simulations) {
    simulation.warm_up = warm_up.requests;
    simulation.warmed_up = warm_up.is_found;
  }
  return {.warm_up = warm_up.requests, .counted = counted};
}

/// Requires: either they compete, or it is one plan.
std::vector<Simulation> play(std::span<const SimulationPlan> plans, const SimulationControl& control) {
  const SimulationPlan& first = plans.front();
  std::vector<Simulation> simulations(plans.size(), Simulation{.seed = first.seed});
  for (std::size_t i = 0; i < plans.size(); ++i) describe(simulations[i], plans[i]);
  Replications replications(plans, stretch_of(plans, control, simulations), control);
  const bool are_drawn = std::ranges::any_of(plans, is_drawn);
  replications.play(are_drawn ? first.replications : 1);
  const bool precise = !first.precision || !are_drawn || refine(replications, first);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    simulations[i].precise = precise;
    simulations[i].partial = replications.is_stopped();
    fill(simulations[i], replications.known()[i], are_drawn);
  }
  return simulations;
}

}  // namespace

Simulation simulate(const SimulationPlan& plan, const SimulationControl& control) {
  return simulate_together(std::span(&plan, 1), control).front();
}

std::vector<Simulation> simulate_together(std::span<const SimulationPlan> plans,
                                          const SimulationControl& control) {
  require_playable_together(plans);
  if (plans.size() == 1 || compete(plans)) return play(plans, control);
  std::vector<Simulation> simulations;
  SimulationProgress all;
  for (const SimulationPlan& plan : plans) {
    const auto left = static_cast<Count>(plans.size() - simulations.size());
    SimulationProgress own;
    SimulationControl each{.stop = control.stop, .progress = {}};
    each.progress = [&](const SimulationProgress& progress) {
      own = progress;
      if (control.progress)
        control.progress(
            {.requests = all.requests + own.requests, .planned = all.requests + left * own.planned});
    };
    simulations.push_back(play(std::span(&plan, 1), each).front());
    all.requests += own.requests;
  }
  return simulations;
}

Estimate<double> difference(const Simulation& a, const Simulation& b, Figure which) {
  assert(a.seed == b.seed && !a.partial && !b.partial);
  const std::size_t pairs = std::min(a.by_replication.size(), b.by_replication.size());
  double mean = 0;
  double squares = 0;
  for (std::size_t i = 0; i < pairs; ++i) {
    const double more = figure(b.by_replication[i], which) - figure(a.by_replication[i], which);
    const double away = more - mean;
    mean += away / static_cast<double>(i + 1);
    squares += away * (more - mean);
  }
  const auto count = static_cast<double>(pairs);
  const double half =
      pairs < 2 ? std::numeric_limits<double>::infinity()
                : student_t(static_cast<Count>(pairs) - 1) * std::sqrt(squares / (count - 1) / count);
  return {mean, mean - half, mean + half};
}

}  // namespace poolsize
