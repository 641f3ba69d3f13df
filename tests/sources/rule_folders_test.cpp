// Every rule has a folder of inputs that make it speak, word by word, and one of inputs that leave it silent.
// POOLSIZE_REWRITE=1 writes what it says now into the files; read the difference before you believe it.
#include "rule_folders.hpp"

#include "tree.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

using namespace poolsize;
using namespace poolsize::testing;

namespace fs = std::filesystem;

namespace {

const fs::path folder = source_tree() / "tests/rules";

void rewrite(const RuleCase& rule_case, const std::vector<Expected>& found) {
  std::ifstream in(rule_case.file);
  std::string text;
  for (std::string line; std::getline(in, line);)
    if (!line.starts_with("# expect: ") && !line.starts_with("# cure: ")) text += line + '\n';
  for (const Expected& each : found) text += "# expect: " + each.finding + "\n# cure: " + each.cure + '\n';
  std::ofstream(rule_case.file) << text;
}

/// NAME=value of the first alternative of a cure: "set A=1 and B=2, or …".
std::map<std::string, std::string> assignments(const std::string& cure) {
  std::map<std::string, std::string> result;
  if (!cure.starts_with("set ")) return result;
  const std::string first = cure.substr(0, cure.find(", or "));
  static const std::regex assignment("([A-Za-z0-9_]+)=([A-Za-z0-9.-]+)");
  for (std::sregex_iterator at(first.begin(), first.end(), assignment), end; at != end; ++at)
    result[(*at)[1]] = (*at)[2];
  return result;
}

void assign_all(CheckInput& input, const std::map<std::string, std::string>& values) {
  for (const auto& [name, value] : values) {
    std::erase_if(input.variables, [&](const Variable& each) { return same_variable(each.name, name); });
    input.variables.push_back({.name = name, .value = value});
  }
}

}  // namespace

TEST_CASE("every rule has inputs that make it speak and inputs that leave it silent") {
  for (const auto& entry : fs::directory_iterator(folder)) {
    CAPTURE(entry.path().string());
    CHECK(find_rule(entry.path().filename().string()) != nullptr);
  }
  for (const std::string kind : {"speaks", "silent"}) {
    const std::vector<RuleCase> cases = cases_in(folder, kind);
    for (const Rule& rule : rules()) {
      CAPTURE(rule.id);
      CAPTURE(kind);
      CHECK(std::ranges::count(cases, rule.id, &RuleCase::rule) >= 1);
    }
  }
}

TEST_CASE("each rule speaks where it must, word by word") {
  const bool rewriting = std::getenv("POOLSIZE_REWRITE") != nullptr;
  for (const RuleCase& rule_case : cases_in(folder, "speaks")) {
    CAPTURE(rule_case.file.string());
    const std::vector<Expected> found = found_by_rule(rule_case);
    if (rewriting) rewrite(rule_case, found);
    if (rewriting) continue;
    REQUIRE_FALSE(rule_case.expected.empty());
    REQUIRE(found.size() == rule_case.expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      CHECK(found[i].finding == rule_case.expected[i].finding);
      CHECK(found[i].cure == rule_case.expected[i].cure);
    }
  }
}

TEST_CASE("each rule is silent where it must be, though it has what it needs") {
  for (const RuleCase& rule_case : cases_in(folder, "silent")) {
    CAPTURE(rule_case.file.string());
    for (const Expected& each : found_by_rule(rule_case)) FAIL_CHECK(each.finding);
    const CheckResult result = check(rule_case.inputs);
    CHECK(std::ranges::count(result.silent, rule_case.rule, &SilentRule::rule) == 0);
  }
}

TEST_CASE("no finding about any of the files gives a password away") {
  for (const std::string kind : {"speaks", "silent"}) {
    for (const RuleCase& rule_case : cases_in(folder, kind)) {
      CAPTURE(rule_case.file.string());
      for (const Finding& finding : check(rule_case.inputs).findings)
        CHECK((finding.message + finding.cure).find("hunter") == std::string::npos);
    }
  }
}

TEST_CASE("a cure that can be pasted cures") {
  int tried = 0;
  for (RuleCase rule_case : cases_in(folder, "speaks")) {
    CAPTURE(rule_case.file.string());
    std::map<std::string, std::string> values;
    for (const Expected& each : found_by_rule(rule_case)) values.merge(assignments(each.cure));
    if (values.empty() || std::ranges::none_of(values, [&](const auto& value) {
          return find_setting(value.first, rule_case.inputs.back().prefix) != nullptr;
        }))
      continue;
    assign_all(rule_case.inputs.back(), values);
    for (const Expected& each : found_by_rule(rule_case)) FAIL_CHECK(each.finding);
    ++tried;
  }
  CHECK(tried >= 30);
}
