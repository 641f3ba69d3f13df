// What `check` makes of sources that are no env files: values that nobody knows, several in one file,
// settings that go by the pools' own words.
#include <poolsize/rules.hpp>
#include <poolsize/settings.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace poolsize;

namespace {

Variable known(std::string name, std::string value) {
  return {.name = std::move(name), .value = std::move(value)};
}
Variable unknown(std::string name) { return {.name = std::move(name), .known = false}; }

CheckInput source(std::vector<Variable> variables) {
  CheckInput input{.source = "k8s/orders.yaml", .variables = std::move(variables)};
  input.question.pools = Pools::automatic;
  return input;
}

std::string rules_of(const CheckResult& result) {
  std::string ids;
  for (const Finding& finding : result.findings) ids += (ids.empty() ? "" : " ") + std::string(finding.rule);
  return ids;
}

const Setting& own(std::string_view word) { return *std::ranges::find(settings_table, word, &Setting::name); }

Variable keyword(const std::string& word, std::string value) {
  return {.name = word, .value = std::move(value), .setting = &own(word)};
}

}  // namespace

TEST_CASE("a value that is not known is neither wrong nor the default") {
  CheckInput input = source({known("DATABASE_POOL_SIZE", "50"), unknown("DATABASE_MAX_OVERFLOW")});
  input.question.server = ServerLimits{.max_connections = 20};
  CHECK(rules_of(check(input)).empty());
  input.variables.back() = known("DATABASE_MAX_OVERFLOW", "0");
  CHECK(rules_of(check(input)) == "budget-exceeded");
}

TEST_CASE("a URL that is not known may be that of a pooled database") {
  CheckInput input = source({known("DATABASE_URL", "postgresql://db/test"), known("DATABASE_POOL_SIZE", "50"),
                             known("DATABASE_MAX_OVERFLOW", "0")});
  input.question.server = ServerLimits{.max_connections = 20};
  CHECK(rules_of(check(input)) == "pooled-test-database");
  input.variables.push_back(unknown("DATABASE_NPC_URL"));
  CHECK(rules_of(check(input)) == "pooled-test-database budget-exceeded");
}

TEST_CASE("where more variables come from elsewhere, a size that is not set is not the default") {
  CheckInput input = source({known("DATABASE_POOL_SIZE", "50")});
  input.question.server = ServerLimits{.max_connections = 20};
  CHECK(rules_of(check(input)) == "overflow-not-set budget-exceeded");
  input.partial = true;
  CHECK(rules_of(check(input)).empty());
  input.variables.push_back(known("DATABASE_MAX_OVERFLOW", "0"));
  CHECK(rules_of(check(input)) == "budget-exceeded");
}

TEST_CASE("a part of a file is named in its findings, and a finding about all of it points to its begin") {
  CheckInput input = source({known("DATABASE_POOL_SIZE", "50"), known("DATABASE_MAX_OVERFLOW", "0")});
  for (Variable& variable : input.variables) variable.value_at = {"config.yaml", 7, 9};
  input.part = "container api";
  input.where = {"k8s/orders.yaml", 20, 11};
  input.question.server = ServerLimits{.max_connections = 20};
  const std::vector<Finding> sized = check(input).findings;
  REQUIRE(sized.size() == 1);
  CHECK(sized.front().where == Location{"config.yaml", 7, 9});
  CHECK(sized.front().message.starts_with("container api: the pools may open"));

  input.variables = {known("DATABASE_POOL_TIMEOUT", "5")};
  input.question.server = ServerLimits{.max_connections = 10};
  const std::vector<Finding> whole = check(input).findings;
  REQUIRE(whole.size() == 1);
  CHECK(whole.front().where == Location{"k8s/orders.yaml", 20, 11});
}

TEST_CASE("only sources of one application are compared") {
  std::vector<CheckInput> inputs{source({known("DATABASE_POOL_TIMEOUT", "5")}),
                                 source({known("DATABASE_POOL_TIMEOUT", "6")})};
  inputs[0].application = "Deployment/api/api";
  inputs[1].application = "Deployment/worker/worker";
  CHECK(rules_of(check(inputs)).empty());
  const auto needs_second = [](const CheckResult& result) {
    return std::ranges::count(result.silent, "environment-drift", &SilentRule::rule) == 1;
  };
  CHECK(needs_second(check(inputs)));
  inputs.push_back(inputs[0]);
  inputs.back().variables[0].value = "7";
  CHECK(rules_of(check(inputs)) == "environment-drift");
  CHECK_FALSE(needs_second(check(inputs)));
}

TEST_CASE("settings in the pools' own words are called so") {
  CheckInput input = source({keyword("pool_size", "5")});
  input.own_words = true;
  const std::vector<Finding> findings = check(input).findings;
  REQUIRE(rules_of(check(input)) == "overflow-not-set");
  CHECK(findings[0].message ==
        "pool_size 5 is set and max_overflow is not: its default of 10 allows 15 connections");
  CHECK(findings[0].cure ==
        "set max_overflow=10, twice pool_size as in the formula, or max_overflow=0 for a "
        "fixed size");
}

TEST_CASE("a default that nobody chose is less than a warning") {
  CheckInput input = source({keyword("pool_size", "5"), keyword("max_overflow", "0")});
  input.own_words = true;
  input.defaults.sqlalchemy->pre_ping = false;
  const std::vector<Finding> findings = check(input).findings;
  REQUIRE(rules_of(check(input)) == "pre-ping-off");
  CHECK(findings[0].severity == Severity::info);
  input.variables.push_back(keyword("pool_pre_ping", "false"));
  CHECK(check(input).findings[0].severity == Severity::warning);
}
