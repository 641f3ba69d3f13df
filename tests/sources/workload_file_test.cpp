#include "sources/workload_file.hpp"

#include <poolsize/error.hpp>

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>
#include <string_view>

using namespace poolsize;
using namespace poolsize::sources;
using doctest::Approx;

namespace {

std::string refusal(std::string_view text) {
  try {
    parse_workload(text, "w.json");
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::input);
    return to_string(error.where()) + ": " + error.what();
  }
  return "";
}

Distribution hold_in(const std::string& hold) {
  return parse_workload("{\"hold\": " + hold + "}", "w.json").hold.value();
}

constexpr std::string_view whole = R"({
  "$schema": "https://example.org/workload.schema.json",
  "schema": "poolsize.workload/v1",
  "rps": 120.5,
  "hold": {"mean_s": 0.1, "scv": 4},
  "busy": {"mean": 12.05, "p50": 12, "p95": 18, "p99": 21, "max": 24},
  "arrivals": {"scv": 1.5},
  "window_s": 3600,
  "profile": [{"from_s": 0, "rps": 50}, {"from_s": 60.5, "rps": 0}, {"from_s": 120, "rps": 1e3}],
  "source": "pg_stat_database, 1 hour"
})";

}  // namespace

TEST_CASE("a workload file says what it says") {
  const WorkloadFile workload = parse_workload(whole, "w.json");
  CHECK(workload.rate == Rate{120.5});
  REQUIRE(workload.hold.has_value());
  CHECK(mean(*workload.hold).seconds == Approx(0.1).epsilon(1e-14));
  CHECK(scv(*workload.hold) == Approx(4).epsilon(1e-13));
  CHECK(workload.busy == BusyConnections{.mean = 12.05, .p50 = 12, .p95 = 18, .p99 = 21, .max = 24});
  CHECK(workload.arrivals_scv == 1.5);
  CHECK(workload.window == Duration{3600});
  CHECK(workload.profile == std::vector<ProfileStep>{{{0}, {50}}, {{60.5}, {0}}, {{120}, {1000}}});
  CHECK(workload.source == "pg_stat_database, 1 hour");
}

TEST_CASE("what a workload file leaves out is not known") {
  CHECK(parse_workload("{}", "w.json") == WorkloadFile{});
  CHECK(parse_workload(R"({"arrivals": {}})", "w.json") == WorkloadFile{});
  CHECK(parse_workload(R"({"busy": {"max": 3}})", "w.json").busy == BusyConnections{.max = 3});
}

TEST_CASE("hold times come from what says most") {
  CHECK(hold_in(R"({"mean_s": 0.1})") == Distribution(Exponential{{0.1}}));
  CHECK(hold_in(R"({"mean_s": 0.1, "scv": 1})") == Distribution(Exponential{{0.1}}));
  CHECK(hold_in(R"({"mean_s": 0.1, "scv": 0})") == Distribution(Deterministic{{0.1}}));
  CHECK(hold_in(R"({"quantiles": {"p50": 0.2, "p99.9": 0.2}})") == Distribution(Deterministic{{0.2}}));

  struct Row {
    std::string_view name;
    std::string_view hold;
    double mean;
    double scv;
    double tolerance;
  };
  // Of two uniform bins [0, a], [a, b] with shares q and 1 - q: E[X] = (a + (1 - q) b) / 2 and
  // E[X²] = q a²/3 + (1 - q)(a² + ab + b²)/3.
  const Row rows[] = {
      {"exponential percentiles, in any order",
       R"({"quantiles": {"p95": 0.29957322735539910, "p50": 0.06931471805599453}})", 0.1, 1, 1e-9},
      {"quantiles before the mean", R"({"mean_s": 5, "quantiles": {"p50": 0.2, "p99": 0.2}})", 0.2, 0, 1e-12},
      {"two equal bins: uniform on [0, 0.2]", R"({"histogram": {"upper_s": [0.1, 0.2], "count": [3, 3]}})",
       0.1, 1.0 / 3, 1e-12},
      {"bins of other sizes", R"({"histogram": {"upper_s": [1, 3], "count": [1, 3]}})", 1.625,
       (0.25 / 3 + 0.75 * 13 / 3) / (1.625 * 1.625) - 1, 1e-12},
      {"the first bin begins later", R"({"histogram": {"lower_s": 1, "upper_s": [3], "count": [7]}})", 2,
       1.0 / 12, 1e-12},
      {"an open bin counts at its low end", R"({"histogram": {"upper_s": [0.1, null], "count": [1, 1]}})",
       0.075, 0.5 * (0.01 / 3 + 0.01) / (0.075 * 0.075) - 1, 1e-12},
      {"an empty bin", R"({"histogram": {"upper_s": [1, 2, 3], "count": [2, 0, 2]}})", 1.5,
       (1.0 / 3 + 19.0 / 3) / 2 / 2.25 - 1, 1e-12},
      {"a histogram before all others",
       R"({"mean_s": 5, "scv": 9, "quantiles": {"p50": 7, "p99": 8}, "histogram": {"upper_s": [2], "count": [1]}})",
       1, 1.0 / 3, 1e-12},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const Distribution hold = hold_in(std::string(row.hold));
    CHECK(mean(hold).seconds == Approx(row.mean).epsilon(row.tolerance));
    CHECK(scv(hold) == Approx(row.scv).epsilon(row.tolerance));
  }
}

TEST_CASE("no digit of a number is lost") {
  for (const double value : {0.1, 0.30000000000000004, 1.0 / 3, 2.5e-9, 123456789.123456789, 1e-300,
                             std::nextafter(1.0, 2.0), std::numeric_limits<double>::denorm_min()}) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.17g", value);
    CAPTURE(digits);
    CHECK(parse_workload(std::string("{\"rps\": ") + digits + "}", "w.json").rate == Rate{value});
  }
}

TEST_CASE("a workload is refused at the value, with the cure") {
  struct Row {
    std::string_view name;
    std::string_view text;
    std::string_view message;  ///< after "w.json:1:"
  };
  const Row rows[] = {
      {"a list", "[]", R"(1: the document is not an object; write {"name": value})"},
      {"a config", R"({"schema": "poolsize.config/v1"})",
       "12: schema 'poolsize.config/v1' is another kind of file; give one of poolsize.workload/v1"},
      {"a recommendation", R"({"schema": "poolsize.recommendation/v1"})",
       "12: schema 'poolsize.recommendation/v1' is another kind of file; give one of "
       "poolsize.workload/v1"},
      {"a later version", R"({"schema": "poolsize.workload/v2"})",
       "12: schema 'poolsize.workload/v2' is another version than this program reads; write "
       "poolsize.workload/v1"},
      {"a misspelt key", R"({"rpz": 1})", "2: unknown key 'rpz'; did you mean rps?"},
      {"no key", R"({"x_color": 1})",
       "2: unknown key 'x_color'; there are schema, $schema, rps, hold, busy, arrivals, profile, window_s, "
       "source, requests, ci95, trace"},
      {"a key that is misspelt inside", R"({"hold": {"means": 1}})",
       "11: unknown key in hold: 'means'; did you mean mean_s?"},
      {"rps 0", R"({"rps": 0})", "9: rps 0 is not above 0; write requests per second, such as 100"},
      {"rps below 0", R"({"rps": -1})", "9: rps -1 is not above 0; write requests per second, such as 100"},
      {"rps without bounds", R"({"rps": 1e10})",
       "9: rps 10000000000 is above 1000000000; write requests per second, such as 100"},
      {"rps as text", R"({"rps": "100/s"})", "9: rps '100/s' is not a number; write digits without quotes"},
      {"rps null", R"({"rps": null})", "9: rps null is not a number; leave it out if it is not known"},
      {"rps as list", R"({"rps": [1]})", "9: rps is not a number; write digits without quotes"},
      {"mean below 0", R"({"hold": {"mean_s": -1}})",
       "21: hold.mean_s -1 is not above 0; write seconds, such as 0.1"},
      {"mean 0", R"({"hold": {"mean_s": 0}})",
       "21: hold.mean_s 0 is not above 0; write seconds, such as 0.1"},
      {"mean in nanoseconds since 1970", R"({"hold": {"mean_s": 1.7e18}})",
       "21: hold.mean_s 1.7e+18 is above 1000000000; write seconds, such as 0.1"},
      {"hold as a number", R"({"hold": 0.1})", R"(10: hold 0.1 is not an object; write {"name": value})"},
      {"an empty hold", R"({"hold": {}})",
       "10: hold does not say how long; add mean_s, quantiles or histogram"},
      {"only an scv", R"({"hold": {"scv": 2}})",
       "10: hold does not say how long; add mean_s, quantiles or histogram"},
      {"scv below 0", R"({"hold": {"mean_s": 1, "scv": -0.5}})",
       "31: hold.scv -0.5 is negative; write variance divided by mean squared, such as 1"},
      {"scv without bounds", R"({"hold": {"mean_s": 1, "scv": 1e7}})",
       "31: hold.scv 10000000 is above 1000000; write variance divided by mean squared, such as 1"},
      {"scv wrong beside a histogram",
       R"({"hold": {"scv": -1, "histogram": {"upper_s": [1], "count": [1]}}})",
       "18: hold.scv -1 is negative; write variance divided by mean squared, such as 1"},
      {"one percentile", R"({"hold": {"quantiles": {"p50": 1}}})",
       "24: hold.quantiles says too little; give two percentiles, such as p50 and p99"},
      {"falling percentiles", R"({"hold": {"quantiles": {"p99": 1, "p50": 2}}})",
       "32: hold.quantiles.p99 1 is below hold.quantiles.p50 2; a higher percentile is never shorter"},
      {"a percentile twice", R"({"hold": {"quantiles": {"p50": 1, "p50.0": 2}}})",
       "44: hold.quantiles.p50.0 2 is hold.quantiles.p50 once more; keep one"},
      {"a percentile of 0", R"({"hold": {"quantiles": {"p50": 0, "p99": 2}}})",
       "32: hold.quantiles.p50 0 is not above 0; write seconds, such as 0.1"},
      {"percentiles without a mean", R"({"hold": {"quantiles": {"p50": 1e-300, "p99": 1}}})",
       "10: hold is spread too far to have a useful mean; check the units"},
      {"a histogram without counts", R"({"hold": {"histogram": {"upper_s": [1]}}})",
       "24: hold.histogram lacks upper_s or count; write both, one number per bin"},
      {"fewer counts than bins", R"({"hold": {"histogram": {"upper_s": [1, 2], "count": [1]}}})",
       "53: hold.histogram.count has 1 numbers and upper_s 2; write one per bin"},
      {"falling bins", R"({"hold": {"histogram": {"upper_s": [2, 1], "count": [1, 1]}}})",
       "40: hold.histogram.upper_s[1] 1 is not above 2, where its bin begins; write ascending ends"},
      {"an end below the first bin",
       R"({"hold": {"histogram": {"lower_s": 3, "upper_s": [2], "count": [1]}}})",
       "51: hold.histogram.upper_s[0] 2 is not above 3, where its bin begins; write ascending ends"},
      {"an open bin in the middle", R"({"hold": {"histogram": {"upper_s": [null, 1], "count": [1, 1]}}})",
       "37: hold.histogram.upper_s[0] null is not a number; leave it out if it is not known"},
      {"a negative count", R"({"hold": {"histogram": {"upper_s": [1], "count": [-1]}}})",
       "51: hold.histogram.count[0] -1 is negative; write how many, such as 10"},
      {"no counts", R"({"hold": {"histogram": {"upper_s": [1, 2], "count": [0, 0]}}})",
       "53: hold.histogram.count counts nothing above 0 s; write how many holds ended in each bin"},
      {"only an open bin", R"({"hold": {"histogram": {"upper_s": [null], "count": [9]}}})",
       "53: hold.histogram.count counts nothing above 0 s; write how many holds ended in each bin"},
      {"no bins", R"({"hold": {"histogram": {"upper_s": [], "count": []}}})",
       "49: hold.histogram.count counts nothing above 0 s; write how many holds ended in each bin"},
      {"a negative busy", R"({"busy": {"mean": -1}})",
       "19: busy.mean -1 is negative; write how many, such as 10"},
      {"an unknown busy", R"({"busy": {"p90": 1}})", "11: unknown key in busy: 'p90'; did you mean p50?"},
      {"bursts below 0", R"({"arrivals": {"scv": -1}})",
       "22: arrivals.scv -1 is negative; write variance divided by mean squared, such as 1"},
      {"no window", R"({"window_s": 0})", "14: window_s 0 is not above 0; write seconds, such as 0.1"},
      {"a profile without its end", R"({"profile": [{"from_s": 0, "rps": 1}]})",
       "13: profile needs window_s, where its last step ends; add it"},
      {"an empty profile", R"({"window_s": 9, "profile": []})",
       "28: profile has no traffic; write at least one step with rps above 0"},
      {"a profile without traffic", R"({"window_s": 9, "profile": [{"from_s": 0, "rps": 0}]})",
       "28: profile has no traffic; write at least one step with rps above 0"},
      {"a profile that begins late", R"({"window_s": 9, "profile": [{"from_s": 1, "rps": 1}]})",
       "40: profile[0].from_s 1 is not 0, where the first step begins; write 0"},
      {"steps of no length",
       R"({"window_s": 9, "profile": [{"from_s": 0, "rps": 1}, {"from_s": 0, "rps": 2}]})",
       "65: profile[1].from_s 0 is not above 0, where the step before begins"},
      {"a step behind the end",
       R"({"window_s": 9, "profile": [{"from_s": 0, "rps": 1}, {"from_s": 9, "rps": 2}]})",
       "65: profile[1].from_s 9 is not below window_s 9"},
      {"a step without rps", R"({"window_s": 9, "profile": [{"from_s": 0}]})",
       R"(29: profile[0] has no rps; write {"from_s": 0, "rps": 100})"},
      {"a step that is none", R"({"window_s": 9, "profile": [5]})",
       R"(29: profile[0] 5 is not an object; write {"name": value})"},
      {"a source that is no text", R"({"source": 5})",
       "12: source 5 is not a text; write it in double quotes"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(refusal(row.text) == "w.json:1:" + std::string(row.message));
  }
}

TEST_CASE("percentiles are named after their per cent") {
  for (const std::string_view name :
       {"p0", "p100", "p999", "p", "50", "P50", "p-5", "p+5", "p5e1", "p50%", "median", ""}) {
    CAPTURE(name);
    const std::string text = R"({"hold": {"quantiles": {"p99": 9, ")" + std::string(name) + R"(": 1}}})";
    CHECK(refusal(text) ==
          "w.json:1:35: unknown percentile '" + std::string(name) + "'; write p50, p99 or p99.9");
  }
}

TEST_CASE("every beginning of a workload file is refused") {
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    CHECK(refusal(whole.substr(0, length)) != "");
  }
}

TEST_CASE("whatever byte is damaged, a workload file is understood or refused") {
  constexpr std::string_view bytes("\0\"\\{}[]:,-.+0e9 \n/x\x80\xFF", 21);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const char byte : bytes) {
      std::string damaged(whole);
      damaged[at] = byte;
      CAPTURE(damaged);
      CHECK_NOTHROW(refusal(damaged));
    }
  }
}

TEST_CASE("hold times from quantiles come with the error at each of them, equal ones too") {
  const WorkloadFile workload =
      parse_workload(R"({"hold": {"quantiles": {"p50": 0.05, "p95": 0.05, "p99": 0.4}}})", "w.json");
  REQUIRE(workload.matches.size() == 3);
  for (const auto& match : workload.matches) CHECK(std::abs(match.relative_error) < 0.01);
  CHECK(parse_workload(R"({"hold": {"mean_s": 1}})", "w.json").matches.empty());
}
