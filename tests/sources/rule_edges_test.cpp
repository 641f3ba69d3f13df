// Where a rule begins to speak: its folders hold pairs, silent/edge-NAME and speaks/edge-NAME, which differ
// in numbers alone and lie on either side of a limit. A pair that has the name of a threshold lies at that
// one.
#include "rule_folders.hpp"
#include "sources/files.hpp"
#include "tree.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <set>
#include <sstream>

using namespace poolsize;
using namespace poolsize::testing;

namespace fs = std::filesystem;

namespace {

const fs::path folder = source_tree() / "tests/rules";

/// Rules that judge words, and no number.
constexpr std::array<std::string_view, 9> without_limit{
    "unknown-variable", "duplicate-variable",   "not-postgresql",    "overflow-not-set",
    "pre-ping-off",     "pooled-test-database", "environment-drift", "pgbouncer-prepared-statements",
    "double-pooling"};

/// "edge-times" -> its case
std::map<std::string, RuleCase> edges_of(const Rule& rule, const std::string& kind) {
  std::map<std::string, RuleCase> edges;
  for (RuleCase& each : cases_in(folder, kind))
    if (each.rule == rule.id && each.file.stem().string().starts_with("edge-"))
      edges.emplace(each.file.stem().string(), std::move(each));
  return edges;
}

/// The file without comments of its own and without what is found, "0" for every number.
std::string without_numbers(const RuleCase& rule_case) {
  static const std::regex number("-?[0-9]+(\\.[0-9]+)?");
  std::string text;
  std::istringstream lines(sources::read_text(rule_case.file.string()));
  for (std::string line; std::getline(lines, line);)
    if (!line.starts_with("# ") || line.starts_with("# with: "))
      text += std::regex_replace(line, number, "0") + '\n';
  return text;
}

std::size_t findings_at(RuleCase rule_case, const Threshold& threshold, double value) {
  for (CheckInput& input : rule_case.inputs) input.policy.thresholds[&threshold] = value;
  return found_by_rule(rule_case).size();
}

/// Whether the rule finds more or less as soon as the threshold is moved by that share of itself.
bool turns(const RuleCase& rule_case, const Threshold& threshold, double share) {
  const double step = threshold.value * share;
  return findings_at(rule_case, threshold, threshold.value - step) !=
         findings_at(rule_case, threshold, threshold.value + step);
}

}  // namespace

TEST_CASE("every rule that judges a number has inputs on both sides of its limits") {
  for (const Rule& rule : rules()) {
    CAPTURE(rule.id);
    const auto silent = edges_of(rule, "silent");
    const auto speaking = edges_of(rule, "speaks");
    const bool judges = std::ranges::find(without_limit, rule.id) == without_limit.end();
    CHECK((!silent.empty() || !judges));
    CHECK(silent.size() == speaking.size());
    for (const auto& edge : silent) {
      CAPTURE(edge.first);
      REQUIRE(speaking.contains(edge.first));
      CHECK(without_numbers(edge.second) == without_numbers(speaking.at(edge.first)));
    }
  }
}

TEST_CASE("every threshold has one input exactly at it, and one just beyond") {
  constexpr double hardly = 1e-6;    // traffic is given in digits, and meets a share no better
  constexpr double one_more = 0.11;  // a tier's min_size of 5 where 4 are twice the row: a whole connection
  for (const Rule& rule : rules()) {
    for (const Threshold* threshold : rule.thresholds) {
      if (threshold == nullptr) continue;
      const std::string name = "edge-" + std::string(threshold->name);
      CAPTURE(rule.id);
      CAPTURE(name);
      const auto silent = edges_of(rule, "silent");
      const auto speaking = edges_of(rule, "speaks");
      REQUIRE(silent.contains(name));
      REQUIRE(speaking.contains(name));
      CHECK(turns(silent.at(name), *threshold, hardly));
      CHECK(turns(speaking.at(name), *threshold, one_more));
    }
  }
}
