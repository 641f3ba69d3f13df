#include "sources/baseline.hpp"

#include <poolsize/error.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace poolsize;
using namespace poolsize::sources;

TEST_CASE("a baseline is read") {
  CHECK(
      parse_baseline(R"({"$schema": "x", "schema": "poolsize.baseline/v1", "findings": [
  {"fingerprint": "0123456789abcdef", "rule": "overloaded", "file": "a.env"}]})",
                     "b.json") ==
      std::vector<KnownFinding>{{.fingerprint = "0123456789abcdef", .rule = "overloaded", .file = "a.env"}});
  CHECK(parse_baseline(R"({"findings": []})", "b.json").empty());
}

TEST_CASE("what is no baseline is refused, with the cure") {
  struct Row {
    std::string_view text;
    std::string_view message;
  };
  const Row rows[] = {
      {"{}", "b.json:1:1: the document lacks findings; write the baseline anew with --write-baseline"},
      {R"({"findings": {}})", "b.json:1:14: findings is not an array; write [value, value]"},
      {R"({"finding": []})", "b.json:1:2: unknown key 'finding'; did you mean findings?"},
      {R"({"findings": [{"rule": "x", "file": "a"}]})",
       "b.json:1:15: findings[0] lacks fingerprint; write the baseline anew with --write-baseline"},
      {R"({"findings": [{"fingerprint": 5, "rule": "x", "file": "a"}]})",
       "b.json:1:31: findings[0].fingerprint 5 is not a text; write it in double quotes"},
      {R"({"schema": "poolsize.check/v1", "findings": []})",
       "b.json:1:12: schema 'poolsize.check/v1' is another kind of file; give one of "
       "poolsize.baseline/v1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    std::string told;
    try {
      parse_baseline(row.text, "b.json");
    } catch (const Error& error) {
      CHECK(error.failure() == Failure::input);
      told = to_string(error.where()) + ": " + error.what();
    }
    CHECK(told == row.message);
  }
}
