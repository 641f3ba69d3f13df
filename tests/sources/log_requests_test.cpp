#include "sources/log_requests.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace poolsize;
using namespace poolsize::sources;

namespace {

/// At so many milliseconds.
struct Message {
  int at;
  std::string_view text;
  std::string_view severity = "LOG";
  std::string_view tag;
  std::string_view application = "api";
};

struct Seen {
  std::vector<TracedRequest> requests;
  LogSummary summary;
  CheckoutLosses losses;
};

Seen seen(const std::vector<Message>& messages, LogFilter filter = {}) {
  Seen result;
  LogRequests requests(std::move(filter),
                       [&](const TracedRequest& request) { result.requests.push_back(request); });
  for (const Message& message : messages) {
    requests.see({.record = {.at = {},
                             .has_milliseconds = true,
                             .session = "1",
                             .severity = message.severity,
                             .message = message.text,
                             .command_tag = message.tag,
                             .user = "joe",
                             .database = "shop",
                             .application = message.application},
                  .time = {.milliseconds = message.at, .zone = "UTC", .has_milliseconds = true}});
  }
  requests.finish();
  result.summary = requests.summary();
  result.losses = requests.losses();
  return result;
}

/// `at` counts from the whole second of the first message.
void check_one(const Seen& result, double at, double hold) {
  REQUIRE(result.requests.size() == 1);
  CHECK(result.requests[0].at.seconds == doctest::Approx(at));
  CHECK(result.requests[0].hold.seconds == doctest::Approx(hold));
}

}  // namespace

TEST_CASE("a transaction is found however its statements are logged") {
  // log_min_duration_statement = 0
  check_one(seen({{1001, "duration: 1.000 ms  statement: BEGIN"},
                  {1050, "duration: 2.000 ms  parse <unnamed>: SELECT 1"},
                  {1051, "duration: 1.000 ms  bind <unnamed>: SELECT 1"},
                  {1060, "duration: 5.000 ms  execute <unnamed>: SELECT 1"},
                  {1100, "duration: 1.000 ms  statement: COMMIT"}}),
            0, 0.1);
  // log_statement = all and log_duration = on
  check_one(seen({{1000, "statement: BEGIN"},
                  {1001, "duration: 1.000 ms"},
                  {1050, "duration: 2.000 ms"},
                  {1051, "duration: 1.000 ms"},
                  {1055, "execute <unnamed>: SELECT 1"},
                  {1060, "duration: 5.000 ms"},
                  {1099, "statement: COMMIT"},
                  {1100, "duration: 1.000 ms"}}),
            0, 0.1);
  // log_duration = on alone, in csvlog or jsonlog
  check_one(seen({{1001, "duration: 1.000 ms", "LOG", "BEGIN"},
                  {1050, "duration: 2.000 ms", "LOG", "PARSE"},
                  {1051, "duration: 1.000 ms", "LOG", "BIND"},
                  {1060, "duration: 5.000 ms", "LOG", "SELECT"},
                  {1100, "duration: 1.000 ms", "LOG", "COMMIT"}}),
            0, 0.1);
}

TEST_CASE("other messages are none of a request's") {
  const Seen result = seen({{1000, "duration: 10.000 ms  statement: SELECT 1"},
                            {1000, "duration: 10.000 ms  plan:\nQuery Text: SELECT 1"},
                            {1001, "parameters: $1 = 'x'", "DETAIL"},
                            {1002, "there is no transaction in progress", "WARNING"},
                            {1003, "checkpoint starting: time"}});
  check_one(result, -0.01, 0.01);
  CHECK(result.summary.messages == 5);
  CHECK(result.summary.durations == 1);
  CHECK(result.summary.shortest == Duration{0.01});
}

TEST_CASE("failures and ends") {
  check_one(seen({{1000, "duration: 1.000 ms  statement: BEGIN"},
                  {1020, "division by zero", "ERROR"},
                  {1040, "terminating connection due to administrator command", "FATAL"}}),
            -0.001, 0.041);
  check_one(seen({{1000, "duration: 1.000 ms  statement: BEGIN"},
                  {1040, "disconnection: session time: 0:00:01.000 user=joe database=shop host=[local]"}}),
            -0.001, 0.041);
  const Seen failed =
      seen({{1000, "division by zero", "ERROR"}, {1010, "duration: 1.000 ms  statement: SELECT 1"}});
  CHECK(failed.requests.size() == 1);
  CHECK(failed.losses.failed == 1);
}

TEST_CASE("a filter lets its own statements through, and counts whose there are") {
  const std::vector<Message> messages{{1000, "duration: 10.000 ms  statement: SELECT 1"},
                                      {2000, "duration: 10.000 ms  statement: SELECT 1", "LOG", "", "worker"},
                                      {3000, "duration: 10.000 ms  statement: SELECT 1"}};
  const auto count = [&](const LogFilter& filter) { return seen(messages, filter).requests.size(); };
  CHECK(count({}) == 3);
  CHECK(count({.application = "api"}) == 2);
  CHECK(count({.application = "worker", .database = "shop", .user = "joe"}) == 1);
  CHECK(count({.application = "[unknown]"}) == 0);
  CHECK(count({.application = "", .database = "other", .user = ""}) == 0);
  const LogSummary summary = seen(messages, {.application = "none"}).summary;
  CHECK(summary.durations == 0);
  CHECK(summary.applications == std::map<std::string, Count>{{"api", 2}, {"worker", 1}});
}
