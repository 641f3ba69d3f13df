#include <poolsize/fingerprint.hpp>

#include <doctest/doctest.h>

#include <set>

using namespace poolsize;

namespace {

Finding finding(std::string variable, std::string value, int line) {
  return {.rule = "overflow-not-set",
          .where = {".env", line, 20},
          .message = "at line " + std::to_string(line),
          .cure = "",
          .variable = std::move(variable),
          .value = std::move(value)};
}

std::string print_of(const Finding& finding) { return fingerprints(std::span(&finding, 1)).front(); }

}  // namespace

TEST_CASE("a fingerprint is the FNV-1a of what a finding is known by") {
  // Python: for c in b"overflow-not-set\n.env\nA\n5\n": v = ((v ^ c) * 1099511628211) % 2**64, from
  // 14695981039346656037
  CHECK(print_of(finding("A", "5", 3)) == "62ebaeeead1a4f19");
}

TEST_CASE("a fingerprint survives that its line moves and its message is worded otherwise") {
  CHECK(print_of(finding("A", "5", 3)) == print_of(finding("A", "5", 300)));
  Finding below_here = finding("A", "5", 3);
  below_here.where.file = "./.env";
  CHECK(print_of(below_here) == print_of(finding("A", "5", 3)));
}

TEST_CASE("another rule, file, variable or value has another") {
  const Finding one = finding("A", "5", 3);
  Finding rule = one;
  rule.rule = "pool-below-formula";
  Finding file = one;
  file.where.file = "prod/.env";
  std::set<std::string> prints{print_of(one), print_of(rule), print_of(file), print_of(finding("B", "5", 3)),
                               print_of(finding("A", "6", 3))};
  CHECK(prints.size() == 5);
}

TEST_CASE("equal findings are told apart, and the first keeps its own") {
  const std::vector<Finding> three{finding("A", "5", 1), finding("A", "5", 2), finding("A", "5", 9)};
  const std::vector<std::string> prints = fingerprints(three);
  CHECK(std::set<std::string>(prints.begin(), prints.end()).size() == 3);
  CHECK(prints.front() == print_of(three.front()));
  CHECK(fingerprints(std::span(three).first(2)) == std::vector<std::string>{prints[0], prints[1]});
}
