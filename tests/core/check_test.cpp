#include <poolsize/rules.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace poolsize;
using namespace poolsize::literals;

namespace {

/// An env file of NAME=value lines; the value begins behind the sign.
CheckInput file(std::string name, const std::vector<std::pair<std::string, std::string>>& lines) {
  CheckInput input{.source = name};
  input.question.pools = Pools::automatic;
  for (const auto& [variable, value] : lines) {
    const int line = static_cast<int>(input.variables.size()) + 1;
    const int column = static_cast<int>(variable.size()) + 2;
    input.variables.push_back(
        {.name = variable, .value = value, .name_at = {name, line, 1}, .value_at = {name, line, column}});
  }
  return input;
}

/// "pool-timeout-long@2:23 overflow-not-set@1:20"
std::string ids_and_places(const std::vector<Finding>& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    text += (text.empty() ? "" : " ") + std::string(finding.rule);
    if (finding.where.line > 0)
      text += "@" + std::to_string(finding.where.line) + ":" + std::to_string(finding.where.column);
  }
  return text;
}

std::string needs_of(const CheckResult& result, std::string_view rule) {
  const auto found = std::ranges::find(result.silent, rule, &SilentRule::rule);
  return found == result.silent.end() ? "(awake)" : found->needs;
}

Workloads traffic(Rate rate, Duration hold) {
  const Workload workload{.rate = rate, .hold = Exponential{hold}};
  return {workload, workload};
}

}  // namespace

TEST_CASE("findings come by place, then by rule") {
  const CheckInput input = file(".env", {{"DATABASE_POOL_TIMEOUT", "90"},
                                         {"DATABASE_POOL_SIZE", "10"},
                                         {"DATABASE_POOL_SIZE", "10"},
                                         {"DATABASE_POOL_PRE_PING", "no"}});
  CHECK(ids_and_places(check(input).findings) ==
        "pool-timeout-long@1:23 duplicate-variable@3:1 overflow-not-set@3:20 pre-ping-off@4:24");
}

TEST_CASE("a finding about a default points to what is there, or to the file") {
  CheckInput input = file(".env", {{"DATABASE_MAX_OVERFLOW", "2"}});
  input.question.workloads = traffic(100_per_s, 100_ms);
  CHECK(ids_and_places(check(input).findings).starts_with("pool-below-formula@1:23 overloaded@1:23"));

  CheckInput empty = file(".env", {{"DATABASE_POOL_TIMEOUT", "5"}});
  empty.question.server = ServerLimits{.max_connections = 10};
  const std::vector<Finding> findings = check(empty).findings;
  REQUIRE(ids_and_places(findings) == "budget-exceeded");
  CHECK(findings.front().where == Location{".env", 0, 0});
}

TEST_CASE("variables without a place are found in their source") {
  const CheckInput input{.source = "environment",
                         .variables = {{.name = "DATABASE_POOL_TIMEOUT", .value = "61"}},
                         .question = {.pools = Pools::automatic}};
  const std::vector<Finding> findings = check(input).findings;
  REQUIRE(findings.size() == 1);
  CHECK(
      findings.front() ==
      Finding{.rule = "pool-timeout-long",
              .severity = Severity::warning,
              .where = {"environment", 0, 0},
              .message =
                  "DATABASE_POOL_TIMEOUT 61 s is above 60 s: proxies have given up by then, and the request "
                  "goes on waiting for nobody",
              .cure = "set DATABASE_POOL_TIMEOUT=30",
              .variable = "DATABASE_POOL_TIMEOUT",
              .value = "61"});
}

TEST_CASE("names are told as they are written") {
  CheckInput input = file(".env", {{"Db_Pool_Size", "10"}});
  input.prefix = "db_";
  const std::vector<Finding> findings = check(input).findings;
  REQUIRE(ids_and_places(findings) == "overflow-not-set@1:14");
  CHECK(findings.front().message ==
        "Db_Pool_Size 10 is set and db_max_overflow is not: its default of 10 allows 20 connections");
}

TEST_CASE("the policy changes severities and switches rules off") {
  CheckInput input = file(".env", {{"DATABASE_POOL_SIZE", "10"}, {"DATABASE_POOL_PRE_PING", "no"}});
  input.policy.severities = {{"overflow-not-set", Severity::error}, {"pre-ping-off", Severity::off}};
  const std::vector<Finding> findings = check(input).findings;
  REQUIRE(ids_and_places(findings) == "overflow-not-set@1:20");
  CHECK(findings.front().severity == Severity::error);

  SUBCASE("a rule that is off is not called silent") {
    CHECK(needs_of(check(input), "overloaded") == "--rps and --duration");
    input.policy.severities = {{"overloaded", Severity::off}};
    CHECK(needs_of(check(input), "overloaded") == "(awake)");
  }
  SUBCASE("what is only information stays so") {
    CheckInput heroku = file(".env", {{"DATABASE_URL", "postgres://db/app"}});
    CHECK(check(heroku).findings.at(0).severity == Severity::info);
    heroku.policy.severities = {{"not-postgresql", Severity::off}};
    CHECK(check(heroku).findings.empty());
  }
}

TEST_CASE("the policy changes what a rule judges by") {
  struct Row {
    std::string_view rule;
    std::string_view threshold;
    double loose;              ///< with this it is silent
    double strict;             ///< and with this it speaks
    std::string_view message;  ///< which says so
  };
  const Row rows[] = {
      {"pool-timeout-long", "longest_s", 40, 39.5, "DATABASE_POOL_TIMEOUT 40 s is above 39.5 s: "},
      {"pool-timeout-short", "shortest_s", 40, 41, "DATABASE_POOL_TIMEOUT 40 s is below "},
      {"command-timeout-long", "longest_s", 90, 89, "DATABASE_ASYNCPG_COMMAND_TIMEOUT 90 s is above 89 s: "},
      {"pool-above-tier", "times", 4, 3.5, "DATABASE_POOL_SIZE 20 is above 3.5 times the 5 of tier low"},
      {"high-utilisation", "utilisation", 0.42, 0.4, "SQLAlchemy's pool is 41.7 % busy "},
      {"pool-oversized", "times", 3, 2, "asyncpg's pool may open 40 connections where 14 "},
      {"overflow-churn", "share", 1, 0, ""},
      {"budget-nearly-full", "share", 0.7, 0.6, "the pools may open 24 + 40 = 64 connections, 66 % of "},
      {"busy-above-cores", "per_core", 10, 9,
       "10 connections are busy on average, more than 9 × 1 core + 0 = 9"},
      {"busy-above-cores", "beside", 8, 7,
       "10 connections are busy on average, more than 2 × 1 core + 7 = 9"},
  };
  CheckInput input = file(".env", {{"DATABASE_POOL_SIZE", "20"},
                                   {"DATABASE_MAX_OVERFLOW", "4"},
                                   {"DATABASE_POOL_TIMEOUT", "40"},
                                   {"DATABASE_ASYNCPG_POOL_MAX_SIZE", "40"},
                                   {"DATABASE_ASYNCPG_COMMAND_TIMEOUT", "90"}});
  input.question.workloads = traffic(100_per_s, 100_ms);
  input.question.server = ServerLimits{};
  input.question.tier = find_tier("low");
  input.db_cores = 1;
  for (const Row& row : rows) {
    CAPTURE(row.rule);
    CAPTURE(row.threshold);
    const Rule& rule = *find_rule(row.rule);
    const Threshold* threshold = find_threshold(rule, row.threshold);
    REQUIRE(threshold != nullptr);
    input.policy.thresholds.clear();
    if (row.threshold == "per_core") input.policy.thresholds[find_threshold(rule, "beside")] = 0;
    const auto message = [&](double value) -> std::string {
      input.policy.thresholds[threshold] = value;
      const CheckResult result = check(input);
      const auto found = std::ranges::find(result.findings, row.rule, &Finding::rule);
      return found == result.findings.end() ? "(silent)" : found->message;
    };
    CHECK(message(row.loose) == "(silent)");
    CHECK(message(row.strict).substr(0, row.message.size()) == row.message);
  }
}

TEST_CASE("a cure that a program may make comes as an edit") {
  const auto edits = [](const CheckInput& input) {
    std::string text;
    for (const Finding& finding : check(input).findings)
      for (const Edit& edit : finding.edits)
        text += std::string(finding.rule) + ":" + edit.variable + (edit.name.empty() ? "" : ">" + edit.name) +
                (edit.value.empty() ? "" : "=" + edit.value) + " ";
    return text;
  };
  const auto of = [&](const std::vector<std::pair<std::string, std::string>>& lines) {
    return edits(file(".env", lines));
  };
  CHECK(of({{"DATABASE_POOLSIZE", "5"}}) == "unknown-variable:DATABASE_POOLSIZE>DATABASE_POOL_SIZE ");
  CHECK(of({{"DATABSE_POOL_SIZE", "5"}}) == "unknown-variable:DATABSE_POOL_SIZE>DATABASE_POOL_SIZE ");
  CHECK(of({{"DATABASE_ASYNCPG_POOL_MIN_SIZE", "20"}}) == "min-above-max:DATABASE_ASYNCPG_POOL_MIN_SIZE=10 ");

  SUBCASE("not where something else may be meant") {
    CHECK(of({{"DATABASE_POOLSIZE", "5"}, {"DATABASE_POOL_SIZE", "6"}, {"DATABASE_MAX_OVERFLOW", "1"}}) ==
          "");
    CHECK(of({{"DATABASE_POOLSIZE", "5"}, {"DATABASE_POOL_SIZ", "6"}}) == "");
    CHECK(of({{"POOL_SIZE", "5"}}) == "");
    CHECK(of({{"DB_POOL_SIZE", "5"}}) == "");
  }
  SUBCASE("sizes of the tier and of the formula") {
    CheckInput input = file(".env", {{"DATABASE_POOL_SIZE", "11"}, {"DATABASE_MAX_OVERFLOW", "5"}});
    input.question.tier = find_tier("low");
    CHECK(edits(input) == "pool-above-tier:DATABASE_POOL_SIZE=5 pool-below-tier:DATABASE_MAX_OVERFLOW=10 ");
    input.question.workloads = traffic(100_per_s, 100_ms);
    CHECK(edits(input) ==
          "pool-below-formula:DATABASE_POOL_SIZE=15 pool-below-tier:DATABASE_MAX_OVERFLOW=10 ");
    input.question.server = ServerLimits{.max_connections = 22};
    CHECK(edits(input) == "");
  }
}

TEST_CASE("an ignore holds for its line and its rules") {
  CheckInput input = file(".env", {{"DATABASE_POOL_SIZE", "10"}, {"DATABASE_POOL_SIZE", "20"}});
  input.variables[1].ignored = {"overflow-not-set"};
  CHECK(ids_and_places(check(input).findings) == "duplicate-variable@2:1");
  input.variables[1].ignored = {"duplicate-variable"};
  CHECK(ids_and_places(check(input).findings) == "overflow-not-set@2:20");
  input.variables[1].ignored = {"duplicate-variable", "overflow-not-set"};
  CHECK(check(input).findings.empty());
  std::swap(input.variables[0].ignored, input.variables[1].ignored);
  CHECK(check(input).findings.size() == 2);
}

TEST_CASE("a rule without what it needs says which flags would wake it") {
  CheckInput input = file(".env", {});
  const CheckResult result = check(input);
  CHECK(needs_of(result, "invalid-value") == "(awake)");
  CHECK(needs_of(result, "environment-drift") == "a second file");
  CHECK(needs_of(result, "busy-above-cores") == "--rps, --duration and --db-cores");
  CHECK(needs_of(result, "rollout-exceeds-budget") == "--max-connections and --surge");

  SUBCASE("only those that are missing") {
    input.db_cores = 4;
    input.question.deployment.surge.share = 0.25;
    CHECK(needs_of(check(input), "busy-above-cores") == "--rps and --duration");
    CHECK(needs_of(check(input), "rollout-exceeds-budget") == "--max-connections");
  }
  SUBCASE("a port can say what stands in front") {
    CHECK(needs_of(result, "double-pooling") == "--pooler");
    input.variables = {{.name = "DATABASE_URL", .value = "postgresql://db:6432/app"}};
    CHECK(needs_of(check(input), "double-pooling") == "(awake)");
  }
}

TEST_CASE("several sources are each checked, then compared with those before") {
  const std::vector<CheckInput> inputs{
      file("b.env", {{"DATABASE_POOL_SIZE", "10"}, {"DATABASE_MAX_OVERFLOW", "0"}}),
      file("a.env", {{"DATABASE_POOL_TIMEOUT", "90"}, {"DATABASE_POOL_SIZE", "10"}}),
  };
  const CheckResult result = check(inputs);
  CHECK(ids_and_places(result.findings) ==
        "environment-drift environment-drift@1:23 pool-timeout-long@1:23 overflow-not-set@2:20");
  for (const Finding& finding : result.findings) CHECK(finding.where.file == "a.env");
  CHECK(result.findings[0].message == "DATABASE_MAX_OVERFLOW (10 by default) differs from the 0 in b.env:2");
  CHECK(needs_of(result, "environment-drift") == "(awake)");
  CHECK(check(std::span<const CheckInput>{}).findings.empty());
  CHECK(check(std::span<const CheckInput>{}).silent.empty());
}

TEST_CASE("a value that is not understood makes nobody conclude from a default") {
  CheckInput input = file(".env", {{"DATABASE_POOL_SIZE", "lots"}, {"DATABASE_MAX_OVERFLOW", "0"}});
  input.question.workloads = traffic(1000_per_s, 100_ms);
  input.question.server = ServerLimits{.max_connections = 4};
  input.question.tier = find_tier("high");
  input.app_threads = 100;
  CHECK(ids_and_places(check(input).findings) == "invalid-value@1:20");
}

TEST_CASE("settings of a NullPool say nothing") {
  CheckInput input = file(".env", {{"DATABASE_URL", "postgresql://db/test"},
                                   {"DATABASE_POOL_SIZE", "0"},
                                   {"DATABASE_POOL_TIMEOUT", "900"},
                                   {"DATABASE_POOL_PRE_PING", "false"}});
  input.question.workloads = traffic(1000_per_s, 100_ms);
  input.question.request_timeout = 10_s;
  CHECK(ids_and_places(check(input).findings) == "pooled-test-database@1:14");
}

TEST_CASE("sizes beyond what the models reach are no reason to stop") {
  CheckInput input =
      file(".env", {{"DATABASE_POOL_SIZE", "1000000000"}, {"DATABASE_MAX_OVERFLOW", "1000000000"}});
  input.question.workloads = traffic(100_per_s, 100_ms);
  input.question.server = ServerLimits{};
  CHECK(ids_and_places(check(input).findings) == "pool-oversized@1:20 budget-exceeded@1:20");
}

TEST_CASE("pools are those that are mentioned, unless somebody says which") {
  CheckInput input = file(".env", {{"DATABASE_POOL_SIZE", "50"}, {"DATABASE_MAX_OVERFLOW", "0"}});
  input.question.server = ServerLimits{.max_connections = 58};
  CHECK(ids_and_places(check(input).findings) == "budget-nearly-full@1:20");
  input.question.pools = Pools::both;
  CHECK(ids_and_places(check(input).findings) == "budget-exceeded@1:20");
  input.question.pools = Pools::asyncpg;
  CHECK(check(input).findings.empty());
}

TEST_CASE("severities have words") {
  for (const Severity severity : {Severity::off, Severity::info, Severity::warning, Severity::error})
    CHECK(find_severity(to_string(severity)) == severity);
  CHECK(to_string(Severity::warning) == "warning");
  CHECK_FALSE(find_severity("fatal"));
  CHECK_FALSE(find_severity("Error"));
}
