// How far predictions are from the simulations of tests/reference/hold_times.csv, and of hold_out.csv, whose
// cells no constant was chosen by: bounds for every row, and the tables that `poolsize explain model` prints.
#include "reference/hold_shapes.hpp"
#include "reference/table.hpp"
#include "tree.hpp"

#include <poolsize/fit.hpp>
#include <poolsize/prediction.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace poolsize;
using namespace poolsize::literals;

namespace {

struct Known {
  double value = 0;
  double error = 0;  ///< standard

  /// Whether it is known to 2 %.
  bool sharp() const { return error < 0.02 * value; }
};

struct Case {
  std::string text;
  std::string family;
  double scv = 1;
  double arrivals_scv = 1;
  std::optional<double> timeout;  ///< in mean holds
  Count servers = 1;
  double utilisation = 0;
  Known waits;
  Known mean;
  Known p99;
  Known timeouts;
};

std::vector<Case> cases(const std::string& table) {
  std::vector<Case> cases;
  for (const reference::Row& row : reference::read_table(table)) {
    const auto known = [&](const std::string& name) {
      return Known{row.number(name), row.number(name + "_error")};
    };
    cases.push_back({.text = row.text,
                     .family = row.cells.at("family"),
                     .scv = row.number("scv"),
                     .arrivals_scv = row.number("arrivals_scv"),
                     .timeout = row.maybe("timeout"),
                     .servers = row.count("servers"),
                     .utilisation = row.number("utilisation"),
                     .waits = known("wait_probability"),
                     .mean = known("mean"),
                     .p99 = known("p99"),
                     .timeouts = known("timeouts")});
  }
  return cases;
}

Prediction predicted(const Case& each) {
  AsyncpgSettings settings;
  settings.max_size = each.servers;
  const Workload workload{.rate = {each.utilisation * static_cast<double>(each.servers)},
                          .hold = reference::hold_of(each.family, each.scv),
                          .arrivals_scv = each.arrivals_scv};
  return predict(settings, workload, {}, {},
                 each.timeout ? std::optional(Duration{*each.timeout}) : std::nullopt);
}

/// Predicted less simulated: differences of probabilities, relative ones of times where there is some of it.
struct Errors {
  double waits = 0;
  std::optional<double> mean;  ///< of a mean above a thousandth of a hold
  std::optional<double> p99;   ///< of a p99 above a tenth of a hold
  double timeouts = 0;
};

Errors errors_of(const Case& each, const Prediction& prediction) {
  const WaitTimes& wait = prediction.wait.value();
  Errors errors{.waits = wait.probability - each.waits.value,
                .timeouts = prediction.timeout_probability - each.timeouts.value};
  if (each.mean.value > 1e-3 && each.mean.sharp()) errors.mean = wait.mean.seconds / each.mean.value - 1;
  if (each.p99.value > 0.1 && each.p99.sharp()) errors.p99 = wait.p99.seconds / each.p99.value - 1;
  return errors;
}

/// Up to so many standard errors are the simulation's.
constexpr double spread = 3;

void check_near(double error, double bound, const Known& known, bool relative) {
  const double noise = spread * (relative ? known.error / known.value : known.error);
  CHECK(std::abs(error) <= bound + noise);
}

struct Bounds {
  double waits;
  double mean;
  double p99;
};

/// What is promised for Poisson arrivals without time-outs.
Bounds promised(const Case& each) {
  const double more = each.scv > 4 ? 2 : 1;
  return {0.01 * more, 0.05 * more, 0.1 * more};
}

/// Time-outs are not quite as good.
constexpr Bounds with_timeout{0.016, 0.06, 0.1};

/// Shapes that nothing is promised for: what is found.
std::optional<Bounds> found(const Case& each) {
  if (each.family == "bimodal") return each.timeout ? Bounds{0.04, 0.17, 0.1} : Bounds{0.01, 0.1, 0.2};
  if (each.family == "pareto" && each.scv > 1) return Bounds{0.02, 0.45, 0.35};
  return std::nullopt;
}

void check(const Case& each, const Prediction& prediction, const Errors& errors) {
  CAPTURE(each.text);
  if (prediction.model.exact) {
    check_near(errors.waits, 1e-4, each.waits, false);
    check_near(errors.timeouts, 1e-4, each.timeouts, false);
    if (errors.mean) check_near(*errors.mean, 1e-3, each.mean, true);
    return;
  }
  if (each.arrivals_scv != 1) {
    const bool solved = each.family == "exponential" || each.family == "deterministic" || each.servers == 1;
    check_near(errors.waits, solved ? 2e-4 : 0.0135, each.waits, false);
    if (errors.mean) check_near(*errors.mean, solved ? 3e-3 : 0.175, each.mean, true);
    if (errors.p99) check_near(*errors.p99, 0.13, each.p99, true);
    return;
  }
  const Bounds bounds = found(each).value_or(each.timeout ? with_timeout : promised(each));
  check_near(errors.waits, bounds.waits, each.waits, false);
  check_near(errors.timeouts, bounds.waits, each.timeouts, false);
  if (errors.mean) check_near(*errors.mean, bounds.mean, each.mean, true);
  if (errors.p99) check_near(*errors.p99, bounds.p99, each.p99, true);
}

struct Line {
  std::string family;
  double scv;
  double arrivals_scv;
  double timeout;

  auto operator<=>(const Line&) const = default;
};

/// The largest errors of each line, the lines in the order of the table.
class Page {
 public:
  void add(const Case& each, const Errors& errors) {
    const Line line{each.family, each.scv, each.arrivals_scv, each.timeout.value_or(INFINITY)};
    if (!worst_.contains(line)) order_.push_back(line);
    Errors& worst = worst_[line];
    worst.waits = std::max(worst.waits, std::abs(errors.waits));
    worst.timeouts = std::max(worst.timeouts, std::abs(errors.timeouts));
    keep(worst.mean, errors.mean);
    keep(worst.p99, errors.p99);
  }

  std::string text() const {
    std::string text = fmt::format("  {:16} {:>4} {:>5} {:>8} {:>9} {:>8} {:>8} {:>9}\n", "holds", "scv",
                                   "gaps", "timeout", "P(wait)", "mean", "p99", "timeouts");
    for (const Line& line : order_) {
      const Errors& worst = worst_.at(line);
      text += fmt::format("  {:16} {:4} {:5} {:>8} {:9.4f} {:>8} {:>8} {:>9}\n", line.family, line.scv,
                          line.arrivals_scv, std::isinf(line.timeout) ? "-" : fmt::format("{}", line.timeout),
                          worst.waits, percent(worst.mean), percent(worst.p99),
                          std::isinf(line.timeout) ? "-" : fmt::format("{:.4f}", worst.timeouts));
    }
    return text;
  }

 private:
  static void keep(std::optional<double>& most, const std::optional<double>& error) {
    if (error) most = std::max(most.value_or(0), std::abs(*error));
  }
  static std::string percent(const std::optional<double>& error) {
    return error ? fmt::format("{:.1f} %", 100 * *error) : "-";
  }

  std::vector<Line> order_;
  std::map<Line, Errors> worst_;
};

/// Checks every row, and returns the page of its errors.
std::string checked_page(const std::string& table, std::size_t rows) {
  const std::vector<Case> all = cases(table);
  CHECK(all.size() == rows);
  Page page;
  for (const Case& each : all) {
    const Prediction prediction = predicted(each);
    const Errors errors = errors_of(each, prediction);
    check(each, prediction, errors);
    page.add(each, errors);
  }
  return page.text();
}

/// As a source file of the program; with POOLSIZE_REWRITE=1 it is made so.
void check_committed(const std::string& table, const std::string& held_out) {
  const std::string text = fmt::format(
      "// Written by tests/core/hold_times_test.cpp with POOLSIZE_REWRITE=1 from "
      "tests/reference/hold_times.csv "
      "and\n// hold_out.csv.\n"
      "#pragma once\n\n"
      "namespace poolsize::render {{\n\n"
      "inline constexpr const char* model_errors =\n    R\"({})\";\n\n"
      "inline constexpr const char* held_out_errors =\n    R\"({})\";\n\n"
      "}}  // namespace poolsize::render\n",
      table, held_out);
  const auto path = poolsize::testing::source_tree() / "src/render/model_errors.hpp";
  if (std::getenv("POOLSIZE_REWRITE") != nullptr) std::ofstream(path, std::ios::binary) << text;
  std::ifstream file(path, std::ios::binary);
  const std::string committed{std::istreambuf_iterator<char>(file), {}};
  CHECK_MESSAGE(committed == text,
                "src/render/model_errors.hpp is stale; run the test with POOLSIZE_REWRITE=1");
}

}  // namespace

TEST_CASE("predictions are as near to the simulation as is promised, and explain model says how near") {
  const std::string table = checked_page("hold_times.csv", 1060);
  check_committed(table, checked_page("hold_out.csv", 209));
}
