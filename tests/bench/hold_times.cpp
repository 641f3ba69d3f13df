// How far predictions with hold times that are not exponential, or arrivals that are not Poisson, are from a
// simulation: the recursion of Kiefer and Wolfowitz over standard-library draws, which knows nothing of the
// models.
#include <poolsize/fit.hpp>
#include <poolsize/prediction.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <optional>
#include <queue>
#include <random>
#include <string>
#include <vector>

namespace {

using poolsize::Count;
using Draw = std::function<double(std::mt19937_64&)>;

struct Case {
  Count servers;
  double utilisation;
  double arrivals_scv;
  double patience;  ///< in mean holds
};

struct Waits {
  double waiting = 0;
  double mean = 0;
  double p99 = 0;
  double timed_out = 0;
  double spread = 0;  ///< of the mean, its relative standard error
};

/// By the means of 20 batches (A. M. Law, Simulation Modeling and Analysis, 2015, section 9.5.3).
double relative_spread(const std::vector<double>& waits, double mean) {
  constexpr std::size_t batches = 20;
  const std::size_t size = waits.size() / batches;
  double squares = 0;
  for (std::size_t batch = 0; batch < batches; ++batch) {
    double sum = 0;
    for (std::size_t i = batch * size; i < (batch + 1) * size; ++i) sum += waits[i];
    const double away = sum / static_cast<double>(size) - mean;
    squares += away * away;
  }
  return std::sqrt(squares / (batches - 1) / batches) / mean;
}

Waits simulated(const Case& each, const Draw& gap, const Draw& hold, std::size_t requests) {
  std::mt19937_64 random(20261124);
  std::priority_queue<double, std::vector<double>, std::greater<>> free;
  for (Count i = 0; i < each.servers; ++i) free.push(0);
  const std::size_t warm = requests / 10;
  std::vector<double> served;
  served.reserve(requests);
  Waits waits;
  double now = 0;
  for (std::size_t i = 0; i < requests + warm; ++i) {
    now += gap(random);
    const double wait = std::max(0.0, free.top() - now);
    const bool patient = wait <= each.patience;
    if (patient) {
      free.pop();
      free.push(now + wait + hold(random));
    }
    if (i < warm) continue;
    waits.waiting += wait > 0;
    waits.timed_out += !patient;
    if (patient) served.push_back(wait);
  }
  for (const double wait : served) waits.mean += wait / static_cast<double>(served.size());
  waits.spread = relative_spread(served, waits.mean);
  const auto rank = static_cast<std::ptrdiff_t>(0.99 * static_cast<double>(served.size()));
  std::nth_element(served.begin(), served.begin() + rank, served.end());
  waits.p99 = served[static_cast<std::size_t>(rank)];
  waits.waiting /= static_cast<double>(requests);
  waits.timed_out /= static_cast<double>(requests);
  return waits;
}

Waits predicted(const Case& each, const poolsize::Distribution& hold) {
  using poolsize::Duration;
  poolsize::AsyncpgSettings settings;
  settings.max_size = each.servers;
  const poolsize::Workload workload{.rate = {each.utilisation * static_cast<double>(each.servers)},
                                    .hold = hold,
                                    .arrivals_scv = each.arrivals_scv};
  const auto prediction = poolsize::predict(settings, workload, {}, {}, Duration{each.patience});
  const auto& wait = prediction.wait.value();
  return {.waiting = wait.probability,
          .mean = wait.mean.seconds,
          .p99 = wait.p99.seconds,
          .timed_out = prediction.timeout_probability};
}

/// The simulation counts where its mean is known to this much, as a standard error.
constexpr double known = 0.02;

struct Worst {
  double waiting = 0;
  std::optional<double> mean;
  std::optional<double> p99;
  double timed_out = 0;
};

/// Relative errors are taken where the simulation has some of it: a mean above a thousandth of a hold, a p99
/// above a tenth.
void widen(Worst& worst, const Waits& model, const Waits& truth) {
  const auto keep = [](auto& most, double error) {
    most = std::max(std::optional<double>(most).value_or(0), std::abs(error));
  };
  keep(worst.waiting, model.waiting - truth.waiting);
  keep(worst.timed_out, model.timed_out - truth.timed_out);
  if (truth.spread > known) return;
  if (truth.mean > 1e-3) keep(worst.mean, model.mean / truth.mean - 1);
  if (truth.p99 > 0.1) keep(worst.p99, model.p99 / truth.p99 - 1);
}

Draw hold_draw(const std::string& family, double scv) {
  if (family == "deterministic") return [](auto&) { return 1.0; };
  if (family == "gamma")
    return [draw = std::gamma_distribution<>(1 / scv, scv)](auto& random) mutable { return draw(random); };
  if (family == "exponential")
    return [draw = std::exponential_distribution<>(1)](auto& random) mutable { return draw(random); };
  const double variance = std::log1p(scv);
  return [draw = std::lognormal_distribution<>(-variance / 2, std::sqrt(variance))](auto& random) mutable {
    return draw(random);
  };
}

poolsize::Distribution hold_of(const std::string& family, double scv) {
  const poolsize::Duration mean{1};
  if (family == "deterministic") return poolsize::Deterministic{mean};
  if (family == "exponential") return poolsize::Exponential{mean};
  if (family == "gamma") return poolsize::gamma_from(mean, std::sqrt(scv));
  return poolsize::lognormal_from(mean, std::sqrt(scv));
}

/// Gaps of a gamma distribution: regular below scv 1, bursty above.
Draw gap_draw(const Case& each) {
  const double rate = each.utilisation * static_cast<double>(each.servers);
  return [draw = std::gamma_distribution<>(1 / each.arrivals_scv, each.arrivals_scv / rate)](
             auto& random) mutable { return draw(random); };
}

void row(const std::string& family, double scv, double arrivals_scv, double patience,
         const std::vector<double>& utilisations) {
  Worst worst;
  for (const Count servers : {1, 2, 5, 10, 15, 30, 50, 100})
    for (const double utilisation : utilisations) {
      const Case each{servers, utilisation, arrivals_scv, patience};
      constexpr std::size_t requests = 1'000'000;
      widen(worst, predicted(each, hold_of(family, scv)),
            simulated(each, gap_draw(each), hold_draw(family, scv), requests));
    }
  const auto percent = [](std::optional<double> error) {
    return error ? fmt::format("{:.1f} %", 100 * *error) : "-";
  };
  fmt::print("{:13} {:5} {:8} {:>8} {:9.4f} {:>11} {:>9} {:9.4f}\n", family, scv, arrivals_scv,
             patience > 1e8 ? "-" : fmt::format("{}", patience), worst.waiting, percent(worst.mean),
             percent(worst.p99), worst.timed_out);
  std::fflush(stdout);  // a row takes seconds
}

}  // namespace

int main() {
  constexpr double endless = 1e9;
  const std::vector<double> stable{0.3, 0.6, 0.8, 0.9};
  const std::vector<double> any{0.6, 0.9, 1.0, 1.2, 2.0};
  fmt::print("Largest errors over 1 to 100 servers; utilisation 0.3 to 0.9, with time-outs 0.6 to 2\n");
  fmt::print("{:13} {:>5} {:>8} {:>8} {:>9} {:>11} {:>9} {:>9}\n", "holds", "scv", "arrivals", "timeout",
             "P(wait)", "mean", "p99", "timeouts");
  row("exponential", 1, 1, endless, stable);
  row("deterministic", 0, 1, endless, stable);
  for (const char* family : {"lognormal", "gamma"})
    for (const double scv : {0.25, 0.5, 1.0, 2.0, 4.0, 10.0}) row(family, scv, 1, endless, stable);
  row("deterministic", 0, 1, 1, any);
  for (const double scv : {0.5, 2.0, 4.0}) row("lognormal", scv, 1, 1, any);
  for (const double arrivals : {0.25, 4.0}) row("exponential", 1, arrivals, endless, stable);
  for (const double arrivals : {0.25, 4.0}) row("lognormal", 2, arrivals, endless, stable);
}
