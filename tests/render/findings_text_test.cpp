#include "render/findings_text.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace poolsize;
using namespace poolsize::render;

namespace {

Finding finding(Severity severity, Location where = {".env", 3, 20}) {
  return {.rule = "overloaded",
          .severity = severity,
          .where = std::move(where),
          .message = "too much",
          .cure = "do less"};
}

}  // namespace

TEST_CASE("findings_text reads like a compiler's") {
  const CheckResult result{.findings = {finding(Severity::error),
                                        finding(Severity::warning, {"environment", 0, 0}),
                                        {.rule = "pre-ping-off",
                                         .severity = Severity::info,
                                         .where = {"b.env", 1, 0},
                                         .message = "hm",
                                         .cure = ""}},
                           .silent = {{"environment-drift", "a second file"},
                                      {"overloaded", "--rps and --duration"},
                                      {"budget-exceeded", "--max-connections"},
                                      {"wait-over-goal", "--rps and --duration"}}};
  const std::string findings =
      ".env:3:20: error: too much [overloaded]\n"
      "    do less\n"
      "environment: warning: too much [overloaded]\n"
      "    do less\n"
      "b.env:1: info: hm [pre-ping-off]\n"
      "\n"
      "1 error, 1 warning, 1 info\n";
  CHECK(findings_text(result, {.quiet = true}) == findings);
  CHECK(findings_text(result) == findings +
                                     "\n"
                                     "Rules that would speak with\n"
                                     "  a second file         environment-drift\n"
                                     "  --rps and --duration  overloaded, wait-over-goal\n"
                                     "  --max-connections     budget-exceeded\n");
}

TEST_CASE("nothing found") {
  CHECK(findings_text({}) == "no findings\n");
  const CheckResult silent{.findings = {}, .silent = {{"overloaded", "--rps and --duration"}}};
  CHECK(findings_text(silent) ==
        "no findings\n\nRules that would speak with\n  --rps and --duration  overloaded\n");
}

TEST_CASE("colour only where it is asked for") {
  const CheckResult result{.findings = {finding(Severity::error)}, .silent = {}};
  CHECK(findings_text(result, {.color = true}) ==
        "\x1b[1m.env:3:20\x1b[0m: \x1b[1;31merror\x1b[0m: too much \x1b[2m[overloaded]\x1b[0m\n"
        "    do less\n"
        "\n"
        "1 error\n");
  CHECK(findings_text(result).find('\x1b') == std::string::npos);
}

TEST_CASE("a file name cannot drive the terminal") {
  const CheckResult result{.findings = {finding(Severity::error, {"a\x1b[2J\n.env", 1, 1})}, .silent = {}};
  CHECK(findings_text(result).starts_with("a\\x1b[2J\\n.env:1:1: error: "));
}

TEST_CASE("the summary counts") {
  struct Row {
    std::string_view name;
    std::vector<Severity> severities;
    std::string_view text;
  };
  using enum Severity;
  const Row rows[] = {
      {"nothing", {}, "no findings"},
      {"one of a kind", {warning}, "1 warning"},
      {"several", {error, error, warning}, "2 errors, 1 warning"},
      {"all kinds", {info, info, warning, warning, error}, "1 error, 2 warnings, 2 infos"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CheckResult result;
    for (const Severity severity : row.severities) result.findings.push_back(finding(severity));
    CHECK(summary_text(result) == row.text);
  }
}
