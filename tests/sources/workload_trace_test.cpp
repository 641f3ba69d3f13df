#include "sources/trace.hpp"
#include "sources/workload_file.hpp"

#include <poolsize/error.hpp>

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

using namespace poolsize;
using namespace poolsize::sources;
using doctest::Approx;

namespace {

WorkloadTrace trace_in(std::string_view text) { return parse_workload(text, "w.json").trace.value(); }

std::string refusal(const std::string& trace) {
  try {
    parse_workload("{\"trace\": " + trace + "}", "w.json");
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::input);
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a workload file has its requests in it, on any clock, or names their file") {
  CHECK(trace_in(
            R"({"trace": {"arrival_s": [1700000000, 1700000000.5, 1700000002], "hold_s": [0.1, 0, 2]}})") ==
        WorkloadTrace{.requests = {{{0}, {0.1}}, {{0.5}, {0}}, {{2}, {2}}}, .has_holds = true});
  CHECK(trace_in(R"({"trace": {"arrival_s": [0, 3]}})") == WorkloadTrace{.requests = {{{0}, {}}, {{3}, {}}}});
  CHECK(trace_in(R"({"trace": {"file": "day/trace.csv"}})") == WorkloadTrace{.file = "day/trace.csv"});
}

TEST_CASE("what is no trace in a workload file is told with the way to it") {
  struct Row {
    const char* name;
    const char* trace;
    const char* message;
  };
  const Row rows[] = {
      {"nothing", "{}", R"(trace has no requests; write {"file": "trace.csv"}, or arrival_s and hold_s)"},
      {"holds alone", R"({"hold_s": [1, 2]})",
       R"(trace has no requests; write {"file": "trace.csv"}, or arrival_s and hold_s)"},
      {"both", R"({"file": "t", "arrival_s": [1, 2]})",
       "trace has the requests and a file of them; keep one"},
      {"no path", R"({"file": ""})", R"(trace.file '' is no path; write one such as "trace.csv")"},
      {"one", R"({"arrival_s": [1]})",
       "trace.arrival_s has no two requests; write when each of them asks, in seconds"},
      {"unsorted", R"({"arrival_s": [1, 3, 2]})",
       "trace.arrival_s[2] 2 is before 3, when the request in front of it asks; sort them"},
      {"fewer holds", R"({"arrival_s": [1, 3], "hold_s": [1]})",
       "trace.hold_s has 1 numbers for 2 requests; write one for each"},
      {"a negative hold", R"({"arrival_s": [1, 3], "hold_s": [1, -1]})",
       "trace.hold_s[1] -1 is negative; write seconds, such as 60"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.name) { CHECK(refusal(row.trace) == row.message); }
  }
  CHECK_THROWS_WITH_AS(parse_workload(R"({"window_s": 9, "profile": [{"from_s": 0, "rps": 1}], "trace": )"
                                      R"({"file": "t"}})",
                                      "w.json"),
                       "trace says when requests come, and so does profile; keep one", Error);
}

TEST_CASE("a trace in memory is summed up and read as one of a file is") {
  const Trace trace({{{0}, {1}}, {{1}, {2}}, {{4}, {3}}}, true, "w.json");
  // By hand: gaps of 1 and 3, holds of 1, 2 and 3.
  CHECK(trace.summary().requests == 3);
  CHECK(trace.summary().rate() == Rate{0.5});
  CHECK(trace.summary().gaps_scv == Approx(0.25));
  CHECK(trace.summary().mean_hold == Duration{2});
  CHECK(trace.summary().hold_scv == Approx(1.0 / 6));
  std::array<TracedRequest, 8> rows;
  for (int pass = 0; pass < 2; ++pass) {
    const auto reader = trace.arrivals().open();
    CHECK(reader->read(rows) == 3);
    CHECK(rows[2] == TracedRequest{{4}, {3}});
    CHECK(reader->read(rows) == 0);
  }
  CHECK_FALSE(Trace({{{0}, {}}, {{1}, {}}}, false, "w.json").summary().mean_hold);
  CHECK_THROWS_WITH_AS(Trace({{{0}, {1}}, {{0}, {2}}}, true, "w.json"),
                       "all requests ask at once; give arrivals of a finer resolution", Error);
}
