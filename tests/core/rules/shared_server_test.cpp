// Services that fit one by one, and what is said of them together.
#include <poolsize/rules.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace poolsize;

namespace {

/// A container of `instances` with `pool_size` connections and no overflow, on a server of 103 − 3.
CheckInput service(const std::string& name, Count instances, const std::string& pool_size,
                   const std::string& url = "") {
  const std::string file = name.substr(0, name.find(' '));
  CheckInput input{.source = file,
                   .part = "container " + name.substr(name.find(' ') + 1),
                   .where = {file, 3, 5},
                   .application = name.substr(name.find(' ') + 1),
                   .shared_server = "policy"};
  input.variables.push_back(
      {.name = "DATABASE_POOL_SIZE", .value = pool_size, .name_at = {file, 8, 3}, .value_at = {file, 8, 23}});
  input.variables.push_back({.name = "DATABASE_MAX_OVERFLOW", .value = "0"});
  if (!url.empty()) input.variables.push_back({.name = "DATABASE_URL", .value = url});
  input.question.pools = Pools::automatic;
  input.question.deployment.instances = instances;
  input.question.server = ServerLimits{.max_connections = 103};
  return input;
}

CheckInput kept_in(CheckInput input, const std::string& secret) {
  input.variables.push_back({.name = "DATABASE_URL", .known = false, .origin = secret});
  return input;
}

std::string rules_of(const std::vector<CheckInput>& inputs) {
  std::string ids;
  for (const Finding& finding : check(inputs).findings)
    ids += (ids.empty() ? "" : " ") + std::string(finding.rule);
  return ids;
}

std::vector<CheckInput> two(Count first, Count second) {
  return {service("a.yaml api", 1, std::to_string(first)), service("b.yaml web", 1, std::to_string(second))};
}

}  // namespace

TEST_CASE("the sum is judged at the limits that hold for one") {
  CHECK(rules_of(two(45, 45)).empty());
  CHECK(rules_of(two(45, 46)) == "budget-nearly-full");
  CHECK(rules_of(two(50, 50)) == "budget-nearly-full");
  CHECK(rules_of(two(50, 51)) == "budget-exceeded");
}

TEST_CASE("a rollout of all counts with the surge of all") {
  std::vector<CheckInput> inputs = two(24, 26);
  for (CheckInput& input : inputs) input.question.deployment.surge = Surge{.instances = 1};
  CHECK(rules_of(inputs) == "budget-nearly-full");
  inputs.front() = service("a.yaml api", 1, "25");
  inputs.front().question.deployment.surge = Surge{.instances = 1};
  CHECK(rules_of(inputs) == "rollout-exceeds-budget");
}

TEST_CASE("the message has each share and its place, and the cure what fits") {
  const std::vector<Finding> findings =
      check(std::vector{service("k8s/a.yaml api", 2, "15"), service("k8s/b.yaml web", 4, "20")}).findings;
  REQUIRE(findings.size() == 1);
  const Finding& found = findings.front();
  CHECK(found.rule == "budget-exceeded");
  CHECK(found.severity == Severity::error);
  CHECK(found.where == Location{"k8s/b.yaml", 8, 23});
  CHECK(
      found.message ==
      "2 services that share the server may open 110 connections of 100 available (103 − 3 reserved), 80 by "
      "container web (k8s/b.yaml:8) and 30 by container api (k8s/a.yaml:8): PostgreSQL refuses the rest "
      "with \"too many clients already\"");
  // 100 / 110 of 80 and of 30 are 72.7 and 27.3 connections, for 4 and for 2 instances.
  CHECK(found.cure ==
        "in container web (k8s/b.yaml:8) set DATABASE_POOL_SIZE=18; in container api (k8s/a.yaml:8) set "
        "DATABASE_POOL_SIZE=13, or raise max_connections to 113");
  CHECK(rules_of({service("k8s/a.yaml api", 2, "13"), service("k8s/b.yaml web", 4, "18")}) ==
        "budget-nearly-full");
}

TEST_CASE("of many services the largest are named") {
  std::vector<CheckInput> many;
  for (int i = 0; i < 30; ++i) many.push_back(service("k8s/a.yaml s" + std::to_string(i), 1, "4"));
  const std::vector<Finding> findings = check(many).findings;
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().message.find("4 by container s4 (k8s/a.yaml:8) and the rest by 25 others: ") !=
        std::string::npos);
  CHECK(findings.front().cure ==
        "raise max_connections to 123, or give each service a smaller share of the connections");
}

TEST_CASE("one that is too large alone is told alone") {
  CHECK(rules_of(two(101, 51)) == "budget-exceeded");
  CHECK(rules_of(two(95, 95)) == "budget-nearly-full budget-nearly-full budget-exceeded");
}

TEST_CASE("services are added up only where they plainly have one server") {
  const std::string here = "postgresql://u:p@db/a";
  struct Row {
    std::string name;
    std::vector<CheckInput> inputs;
    bool together;
  };
  const auto a = [](const std::string& url) { return service("a.yaml api", 1, "60", url); };
  const auto b = [](const std::string& url) { return service("b.yaml web", 1, "60", url); };
  CheckInput alone = b("");
  alone.shared_server.clear();
  CheckInput of_another_policy = b("");
  of_another_policy.shared_server = "other";
  CheckInput of_any_server = b("");
  of_any_server.question.server.reset();
  for (const Row& row : {
           Row{"nothing is said", {a(""), b("")}, true},
           Row{"one host", {a(here), b("postgresql+asyncpg://v:q@DB:5432/b?x=1")}, true},
           Row{"one host, and nothing", {a(here), b("")}, true},
           Row{"two hosts", {a(here), b("postgresql://u:p@other/a")}, false},
           Row{"two ports", {a(here), b("postgresql://u:p@db:5433/a")}, false},
           Row{"a host in each container",
               {a("postgresql://localhost/a"), b("postgresql://localhost/a")},
               false},
           Row{"one secret", {kept_in(a(""), "s url"), kept_in(b(""), "s url")}, true},
           Row{"two secrets", {kept_in(a(""), "s url"), kept_in(b(""), "t url")}, false},
           Row{"a secret and a host", {kept_in(a(""), "s url"), b(here)}, false},
           Row{"nobody knows where from", {kept_in(a(""), ""), kept_in(b(""), "")}, false},
           Row{"two engines", {kept_in(a(here), "s url"), b(here)}, false},
           Row{"no service", {a(""), alone}, false},
           Row{"another policy", {a(""), of_another_policy}, false},
           Row{"no limit is known", {a(""), of_any_server}, false},
           Row{"of two environments", {a(""), service("prod/a.yaml api", 1, "60")}, false},
           Row{"two in one of them", {a(""), b(""), service("prod/a.yaml api", 1, "60")}, true},
       }) {
    CAPTURE(row.name);
    CHECK((rules_of(row.inputs).find("budget-exceeded") != std::string::npos) == row.together);
  }
}

TEST_CASE("a line switches it off, and a policy") {
  std::vector<CheckInput> inputs = two(60, 50);
  inputs.front().variables.front().ignored = {"budget-exceeded"};
  CHECK(rules_of(inputs).empty());
  inputs = two(60, 50);
  inputs.front().policy.severities["budget-exceeded"] = Severity::off;
  CHECK(rules_of(inputs).empty());
}
