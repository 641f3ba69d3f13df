#include "render/findings_json.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace poolsize;
using namespace poolsize::render;

TEST_CASE("findings_json is the document of check") {
  const CheckResult result{.findings = {{.rule = "unlimited-pool",
                                         .severity = Severity::error,
                                         .where = {".env", 3, 20},
                                         .message = "DATABASE_POOL_SIZE 0 takes away the limit",
                                         .cure = "set DATABASE_POOL_SIZE=5"},
                                        {.rule = "wait-over-goal",
                                         .severity = Severity::warning,
                                         .where = {"environment", 0, 7},
                                         .message = "\"quoted\" and −",
                                         .cure = ""}},
                           .silent = {{"overloaded", "--rps and --duration"}}};
  CHECK(findings_json(result) == R"({
  "schema": "poolsize.check/v1",
  "findings": [
    {
      "rule": "unlimited-pool",
      "severity": "error",
      "message": "DATABASE_POOL_SIZE 0 takes away the limit",
      "cure": "set DATABASE_POOL_SIZE=5",
      "file": ".env",
      "line": 3,
      "column": 20
    },
    {
      "rule": "wait-over-goal",
      "severity": "warning",
      "message": "\"quoted\" and −",
      "cure": "",
      "file": "environment"
    }
  ],
  "summary": {
    "errors": 1,
    "warnings": 1,
    "infos": 0
  },
  "silent": [
    {
      "rule": "overloaded",
      "needs": "--rps and --duration"
    }
  ]
}
)");
}

TEST_CASE("no findings are empty arrays") {
  const auto json = nlohmann::json::parse(findings_json({}));
  CHECK(json.at("findings") == nlohmann::json::array());
  CHECK(json.at("silent") == nlohmann::json::array());
  CHECK(json.at("summary") == nlohmann::json{{"errors", 0}, {"warnings", 0}, {"infos", 0}});
}

TEST_CASE("a file name that is no UTF-8 is still JSON") {
  const CheckResult result{
      .findings = {{.rule = "overloaded", .where = {"\xff.env", 1, 1}, .message = "", .cure = ""}},
      .silent = {}};
  CHECK(nlohmann::json::parse(findings_json(result)).at("findings").at(0).at("file") == "\\xff.env");
}
