// Prints tests/reference/hold_times.csv: what requests wait for behind hold times that are not exponential,
// with time-outs, and in bursts, each figure with its standard error. The recursion of Kiefer and Wolfowitz
// over standard-library draws, which knows nothing of the models. Takes some 45 minutes of one core:
//
//   cmake --build build/release --target reference
//   build/release/reference/hold_times > tests/reference/hold_times.csv
//
// With Poisson arrivals and no time-outs the same requests also pass one server that is as fast as all
// together. Its mean wait and its utilisation are known (Pollaczek and Khinchine), and what the run misses of
// them says much of what it misses of the answer: control variates (A. M. Law, Simulation Modeling and
// Analysis, 2015, section 11.4), over the means of batches (section 9.5.3).
#include <Eigen/Cholesky>
#include <Eigen/Core>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Random = std::mt19937_64;
using Eigen::Index;

constexpr double endless = std::numeric_limits<double>::infinity();
constexpr Index batches = 200;
constexpr std::size_t controls = 4;

/// Times are in mean holds.
struct Case {
  std::string family;
  double scv;
  double arrivals_scv;
  double timeout;
  int servers;
  double utilisation;
};

/// Counts of waits, in bins of two thousandths of their size.
class Histogram {
 public:
  void add(double wait) { ++counts_[bin(wait)]; }

  /// How many are above `wait`, to a bin.
  double above(double wait) const {
    std::uint64_t sum = 0;
    for (std::size_t i = bin(wait) + 1; i < counts_.size(); ++i) sum += counts_[i];
    return static_cast<double>(sum);
  }

  /// The wait that `count` are above.
  double with_above(double count) const {
    double sum = 0;
    for (std::size_t i = counts_.size(); i-- > 1;) {
      const auto here = static_cast<double>(counts_[i]);
      if (sum + here >= count) return std::lerp(start(i + 1), start(i), (count - sum) / here);
      sum += here;
    }
    return 0;
  }

  void operator+=(const Histogram& other) {
    for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  }

 private:
  // A float's bits grow with it; the first bins are those below 2^-20, the last those above 2^12.
  static constexpr int kept_bits = 9;
  static constexpr std::uint32_t shift = 23 - kept_bits;
  static constexpr std::uint32_t first = (127U - 20U) << kept_bits;
  static constexpr std::uint32_t last = (127U + 12U) << kept_bits;

  static std::size_t bin(double wait) {
    const std::uint32_t bits = std::bit_cast<std::uint32_t>(static_cast<float>(wait)) >> shift;
    return std::clamp(bits, first, last) - first;
  }
  static double start(std::size_t bin) {
    return static_cast<double>(std::bit_cast<float>((static_cast<std::uint32_t>(bin) + first) << shift));
  }

  std::vector<std::uint32_t> counts_ = std::vector<std::uint32_t>(last - first + 1);
};

struct Batch {
  double waiting = 0;
  double timed_out = 0;
  double served = 0;
  double wait = 0;
  std::array<double, controls> seen{};  ///< of the control variates
  Histogram waits;
};

struct Estimate {
  double value = 0;
  double error = 0;  ///< standard
};

/// The mean of `values` where the control variates have the means that they should have.
Estimate controlled(const Eigen::VectorXd& values, const Eigen::MatrixXd& misses) {
  const double mean = values.mean();
  const Eigen::RowVectorXd missed = misses.colwise().mean();
  const Eigen::MatrixXd centred = misses.rowwise() - missed;
  const Eigen::VectorXd away = values.array() - mean;
  const Eigen::MatrixXd spread = centred.transpose() * centred;
  const Eigen::VectorXd slope = spread.ldlt().solve(centred.transpose() * away);
  const Eigen::VectorXd rest = away - centred * slope;
  const double n = static_cast<double>(values.size());
  const double freedom = n - 1 - static_cast<double>(misses.cols());
  const double reach = 1 / n + (missed * spread.ldlt().solve(missed.transpose()))(0);
  return {mean - missed.dot(slope), std::sqrt(rest.squaredNorm() / freedom * reach)};
}

/// The servers by when they are free, as a heap with the first of them on top.
void postpone_first(std::vector<double>& free, double until) {
  const std::size_t size = free.size();
  std::size_t hole = 0;
  for (std::size_t child = 1; child < size; child = 2 * hole + 1) {
    if (child + 1 < size && free[child + 1] < free[child]) ++child;
    if (free[child] >= until) break;
    free[hole] = free[child];
    hole = child;
  }
  free[hole] = until;
}

/// Two exponential classes that carry half of the time each.
std::function<double(Random&)> classes_draw(double mean, double scv) {
  const double share = (1 + std::sqrt((scv - 1) / (scv + 1))) / 2;
  return [=, unit = std::exponential_distribution<>(1),
          which = std::uniform_real_distribution<>()](Random& random) mutable {
    const double weight = which(random) < share ? share : 1 - share;
    return unit(random) * mean / (2 * weight);
  };
}

std::function<double(Random&)> hold_draw(const std::string& family, double scv) {
  if (family == "deterministic") return [](Random&) { return 1.0; };
  if (family == "exponential")
    return [draw = std::exponential_distribution<>(1)](Random& random) mutable { return draw(random); };
  if (family == "gamma")
    return [draw = std::gamma_distribution<>(1 / scv, scv)](Random& random) mutable { return draw(random); };
  if (family == "hyperexponential") return classes_draw(1, scv);
  const double variance = std::log1p(scv);
  return [draw = std::lognormal_distribution<>(-variance / 2, std::sqrt(variance))](Random& random) mutable {
    return draw(random);
  };
}

/// Poisson's gaps; below scv 1 a gamma distribution's, above two exponential classes.
std::function<double(Random&)> gap_draw(const Case& each) {
  const double rate = each.utilisation * each.servers;
  if (each.arrivals_scv > 1) return classes_draw(1 / rate, each.arrivals_scv);
  if (each.arrivals_scv == 1)
    return [draw = std::exponential_distribution<>(rate)](Random& random) mutable { return draw(random); };
  return [draw = std::gamma_distribution<>(1 / each.arrivals_scv, each.arrivals_scv / rate)](
             Random& random) mutable { return draw(random); };
}

std::vector<Batch> play(const Case& each, std::size_t requests) {
  Random random(20261125);
  const auto gap = gap_draw(each);
  const auto hold = hold_draw(each.family, each.scv);
  const double rate = each.utilisation * each.servers;
  std::vector<double> free(static_cast<std::size_t>(each.servers));
  std::vector<Batch> played(batches);
  const std::size_t size = requests / static_cast<std::size_t>(batches);
  const double known_wait = each.utilisation * (1 + each.scv) / (2 * (1 - each.utilisation)) / each.servers;
  double fast = 0;  // the wait at the one fast server
  double now = 0;
  for (std::size_t i = 0; i < requests + requests / 10; ++i) {
    const double since = gap(random);
    now += since;
    fast = std::max(0.0, fast - since);
    // Where a hold is not begun nobody asks how long it is, but the control variates do.
    const double held = hold(random);
    const double wait = std::max(0.0, free.front() - now);
    const bool patient = wait <= each.timeout;
    const double fast_wait = fast;
    if (patient) postpone_first(free, now + wait + held);
    fast += held / each.servers;
    if (now > 1e6) {  // keeps the digits of small waits
      for (double& when : free) when -= now;
      now = 0;
    }
    if (i < requests / 10) continue;
    Batch& batch = played[(i - requests / 10) / size];
    batch.waiting += wait > 0;
    batch.timed_out += !patient;
    batch.seen[0] += since * rate - 1;
    batch.seen[1] += held - 1;
    batch.seen[2] += fast_wait / known_wait - 1;
    batch.seen[3] += (fast_wait > 0) - each.utilisation;
    if (!patient) continue;
    batch.served += 1;
    batch.wait += wait;
    batch.waits.add(wait);
  }
  for (Batch& batch : played) {
    const auto n = static_cast<double>(size);
    batch.waiting /= n;
    batch.timed_out /= n;
    batch.wait /= batch.served;
    for (double& seen : batch.seen) seen /= n;
  }
  return played;
}

/// The control variates that are known and do vary.
std::vector<std::size_t> known(const Case& each) {
  std::vector<std::size_t> columns{0};
  if (each.scv > 0) columns.push_back(1);
  if (each.arrivals_scv == 1 && each.timeout == endless) columns.insert(columns.end(), {2, 3});
  return columns;
}

void row(const Case& each, std::size_t requests) {
  const std::vector<Batch> played = play(each, requests);
  const std::vector<std::size_t> columns = known(each);
  Eigen::MatrixXd misses(batches, static_cast<Index>(columns.size()));
  for (Index b = 0; b < batches; ++b)
    for (std::size_t k = 0; k < columns.size(); ++k)
      misses(b, static_cast<Index>(k)) = played[static_cast<std::size_t>(b)].seen[columns[k]];
  const auto estimate = [&](auto value) {
    Eigen::VectorXd values(batches);
    for (Index b = 0; b < batches; ++b) values(b) = value(played[static_cast<std::size_t>(b)]);
    return controlled(values, misses);
  };
  const Estimate waiting = estimate([](const Batch& batch) { return batch.waiting; });
  const Estimate timed_out = estimate([](const Batch& batch) { return batch.timed_out; });
  const Estimate mean = estimate([](const Batch& batch) { return batch.wait; });

  Histogram all;
  double served = 0;
  for (const Batch& batch : played) {
    all += batch.waits;
    served += batch.served;
  }
  constexpr double beyond = 0.01;
  const double plain = all.with_above(beyond * served);
  Estimate p99;
  if (plain > 0) {
    const Estimate above =
        estimate([&](const Batch& batch) { return batch.waits.above(plain) / batch.served; });
    const double now = all.above(plain) / served;
    const auto at = [&](double tail) { return all.with_above(beyond * served * now / tail); };
    p99 = {at(above.value),
           (at(above.value + above.error) - at(std::max(above.value - above.error, above.value / 4))) / 2};
  }
  fmt::print("{},{},{},{},{},{},{:.6g},{:.2g},{:.6g},{:.2g},{:.5g},{:.2g},{:.6g},{:.2g}\n", each.family,
             each.scv, each.arrivals_scv, each.timeout == endless ? "" : fmt::format("{}", each.timeout),
             each.servers, each.utilisation, waiting.value, waiting.error, mean.value, mean.error, p99.value,
             p99.error, timed_out.value, timed_out.error);
  std::fflush(stdout);
}

struct Shape {
  std::string family;
  double scv;
};

/// Near saturation, and with holds that vary much, a run forgets its past slowly (W. Whitt 1989, "Planning
/// queueing simulations", section 3).
std::size_t enough(const Case& each) {
  constexpr double least = 4e6;
  const double room = each.timeout < endless ? 1 : 1 - each.utilisation;
  const double variable = (each.arrivals_scv + each.scv) / 2;
  return static_cast<std::size_t>(least * std::clamp(std::max(variable, 1.0) * 0.4 / room, 1.0, 20.0)) / 200 *
         200;
}

void rows(const Shape& hold, double arrivals_scv, double timeout, std::initializer_list<int> counts,
          std::initializer_list<double> utilisations) {
  for (const int servers : counts)
    for (const double utilisation : utilisations) {
      const Case each{hold.family, hold.scv, arrivals_scv, timeout, servers, utilisation};
      row(each, enough(each));
    }
}

void waits() {
  const std::vector<Shape> shapes{
      {"deterministic", 0}, {"lognormal", 0.25}, {"lognormal", 0.5}, {"lognormal", 1}, {"lognormal", 2},
      {"lognormal", 4},     {"lognormal", 10},   {"gamma", 0.25},    {"gamma", 0.5},   {"exponential", 1},
      {"gamma", 2},         {"gamma", 4},        {"gamma", 10}};
  for (const Shape& hold : shapes)
    rows(hold, 1, endless, {1, 2, 5, 10, 15, 30, 50, 100}, {0.3, 0.6, 0.8, 0.9, 0.95});
}

void timeouts() {
  const std::vector<Shape> shapes{{"deterministic", 0},   {"lognormal", 0.5}, {"lognormal", 2},
                                  {"lognormal", 4},       {"gamma", 0.5},     {"gamma", 4},
                                  {"hyperexponential", 4}};
  for (const Shape& hold : shapes)
    for (const double timeout : {0.3, 1.0, 10.0}) rows(hold, 1, timeout, {1, 5, 15, 50}, {0.6, 0.9, 1.2});
}

void bursts() {
  const std::vector<Shape> shapes{{"deterministic", 0}, {"gamma", 0.2},   {"gamma", 0.5},
                                  {"exponential", 1},   {"lognormal", 2}, {"gamma", 4}};
  for (const double arrivals_scv : {0.25, 4.0})
    for (const Shape& hold : shapes)
      rows(hold, arrivals_scv, endless, {1, 2, 5, 15, 50, 100}, {0.3, 0.6, 0.8, 0.9});
}

}  // namespace

int main(int count, char** words) {
  const auto asked = [&](std::string_view part) { return count < 2 || words[1] == part; };
  fmt::print(
      "family,scv,arrivals_scv,timeout,servers,utilisation,wait_probability,wait_probability_error,mean,mean_"
      "error,"
      "p99,p99_error,timeouts,timeouts_error\n");
  if (asked("waits")) waits();
  if (asked("timeouts")) timeouts();
  if (asked("bursts")) bursts();
}
