#include <poolsize/rules.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace poolsize;

TEST_CASE("the rules are those that were promised, in their order") {
  struct Row {
    std::string_view id;
    Severity severity;
  };
  using enum Severity;
  const std::vector<Row> rows{
      {"invalid-value", error},
      {"unknown-variable", warning},
      {"duplicate-variable", warning},
      {"not-postgresql", error},
      {"min-above-max", error},
      {"unlimited-pool", error},
      {"overflow-not-set", warning},
      {"pre-ping-off", warning},
      {"pooled-test-database", info},
      {"environment-drift", warning},
      {"pool-timeout-short", warning},
      {"pool-timeout-long", warning},
      {"pool-timeout-above-request", error},
      {"command-timeout-long", warning},
      {"pool-below-tier", warning},
      {"pool-above-tier", warning},
      {"pool-below-formula", warning},
      {"overloaded", error},
      {"wait-over-goal", error},
      {"timeouts-over-goal", error},
      {"high-utilisation", warning},
      {"pool-oversized", warning},
      {"overflow-churn", warning},
      {"budget-exceeded", error},
      {"rollout-exceeds-budget", error},
      {"budget-nearly-full", warning},
      {"busy-above-cores", warning},
      {"pgbouncer-prepared-statements", warning},
      {"double-pooling", info},
      {"pool-below-threads", warning},
      {"nested-checkout-deadlock", error},
  };
  REQUIRE(rules().size() == rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(i);
    CHECK(rules()[i].id == rows[i].id);
    CHECK(rules()[i].severity == rows[i].severity);
  }
}

TEST_CASE("find_rule") {
  for (const Rule& rule : rules()) CHECK(find_rule(rule.id) == &rule);
  CHECK(find_rule("Overloaded") == nullptr);
  CHECK(find_rule("") == nullptr);
}

TEST_CASE("texts have the form that pages and lists need") {
  std::set<std::string_view> titles;
  for (const Rule& rule : rules()) {
    CAPTURE(rule.id);
    CHECK(rule.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz-") == std::string_view::npos);
    CHECK(rule.title.size() <= 80);
    CHECK_FALSE(rule.title.ends_with('.'));
    CHECK(titles.insert(rule.title).second);
    CHECK(rule.why.ends_with('.'));
    CHECK(rule.why.size() >= 150);
    CHECK(rule.cure.ends_with('.'));
    for (const std::string_view text : {rule.title, rule.why, rule.cure}) {
      CHECK(text.find("  ") == std::string_view::npos);
      CHECK(text.find('\n') == std::string_view::npos);
    }
    const auto last = std::ranges::find(rule.sources, "");
    CHECK(std::all_of(last, rule.sources.end(), [](std::string_view source) { return source.empty(); }));
  }
}

TEST_CASE("flags_for says what a rule needs") {
  struct Row {
    std::string_view rule;
    std::string_view flags;
  };
  const Row rows[] = {
      {"invalid-value", ""},
      {"environment-drift", "a second file"},
      {"pool-timeout-above-request", "--request-timeout"},
      {"pool-below-tier", "--users or --tier"},
      {"overloaded", "--rps and --duration"},
      {"budget-exceeded", "--max-connections"},
      {"rollout-exceeds-budget", "--max-connections and --surge"},
      {"busy-above-cores", "--rps, --duration and --db-cores"},
      {"double-pooling", "--pooler"},
      {"pool-below-threads", "--app-threads"},
      {"nested-checkout-deadlock", "--app-threads and --checkouts-per-request"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    CHECK(flags_for(*find_rule(row.rule)) == row.flags);
  }
}
