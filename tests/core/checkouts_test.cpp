#include <poolsize/checkouts.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace poolsize;

namespace {

/// What a log says, in seconds; `text` is the statement's.
struct Line {
  const char* session;
  double begin;
  double end;
  const char* text;
  bool is_preparation = false;
};

struct Seen {
  std::vector<TracedRequest> requests;
  CheckoutLosses losses;
};

constexpr const char* failure = "!";
constexpr const char* goodbye = "bye";
constexpr const char* lookup =
    "SELECT t.oid, t.typelem AS elemtype, t.typtype AS kind FROM pg_catalog.pg_type AS t WHERE t.oid = $1";
constexpr const char* reset = "SELECT pg_advisory_unlock_all();\nCLOSE ALL;\nUNLISTEN *;\nRESET ALL;";

Seen seen(const std::vector<Line>& lines) {
  Seen seen;
  Checkouts checkouts([&](const TracedRequest& request) { seen.requests.push_back(request); });
  for (const Line& line : lines) {
    if (line.text == failure) {
      checkouts.see_failure(line.session, {line.end});
    } else if (line.text == goodbye) {
      checkouts.see_end(line.session, {line.end});
    } else {
      checkouts.see(line.session, {.begin = {line.begin},
                                   .end = {line.end},
                                   .kind = kind_of_statement(line.text),
                                   .is_preparation = line.is_preparation});
    }
  }
  checkouts.finish();
  seen.losses = checkouts.losses();
  return seen;
}

}  // namespace

TEST_CASE("what a request is") {
  struct Row {
    const char* name;
    std::vector<Line> lines;
    std::vector<TracedRequest> requests;
    CheckoutLosses losses;
  };
  const Row rows[] = {
      {"statements by themselves",
       {{"a", 1, 2, "SELECT 1"}, {"a", 3, 5, "SELECT 2"}},
       {{{1}, {1}}, {{3}, {2}}},
       {}},
      {"a transaction, its client's time included",
       {{"a", 1, 2, "BEGIN"}, {"a", 4, 5, "SELECT 1"}, {"a", 8, 9, "COMMIT"}},
       {{{1}, {8}}},
       {}},
      {"sessions at once",
       {{"a", 1, 2, "BEGIN"}, {"b", 2, 3, "BEGIN"}, {"a", 5, 6, "COMMIT"}, {"b", 7, 8, "ROLLBACK"}},
       {{{1}, {5}}, {{2}, {6}}},
       {}},
      {"all in one message", {{"a", 1, 4, "BEGIN; SELECT 1; COMMIT"}}, {{{1}, {3}}}, {}},
      {"a chain",
       {{"a", 0, 1, "BEGIN"}, {"a", 3, 4, "COMMIT AND CHAIN"}, {"a", 6, 7, "COMMIT"}},
       {{{0}, {4}}, {{4}, {3}}},
       {}},
      {"the extended protocol",
       {{"a", 1, 2, "SELECT $1", true},
        {"a", 3, 4, "SELECT $1", true},
        {"a", 5, 6, "SELECT $1"},
        {"a", 7, 8, "SELECT $1", true},
        {"a", 8, 9, "SELECT $1"}},
       {{{1}, {5}}, {{7}, {2}}},
       {}},
      {"JDBC, which prepares BEGIN and COMMIT",
       {{"a", 1, 2, "BEGIN", true},
        {"a", 2, 3, "BEGIN"},
        {"a", 4, 5, "SELECT 1"},
        {"a", 6, 7, "COMMIT", true},
        {"a", 7, 8, "COMMIT"},
        {"a", 9, 10, "SELECT 1"}},
       {{{1}, {7}}, {{9}, {1}}},
       {}},
      {"the ping of SQLAlchemy 1.4 is in the transaction",
       {{"a", 1, 2, "BEGIN"}, {"a", 2, 3, "SELECT 1"}, {"a", 3, 4, "UPDATE t"}, {"a", 4, 5, "COMMIT"}},
       {{{1}, {4}}},
       {}},
      {"the ping of SQLAlchemy 2 is one before it, prepared and never executed",
       {{"a", 1, 2, "BEGIN;"},
        {"a", 2, 3, ";", true},
        {"a", 3, 4, "ROLLBACK;"},
        {"a", 5, 6, "BEGIN;"},
        {"a", 7, 8, "SELECT 1"},
        {"a", 9, 10, "COMMIT;"},
        {"a", 20, 21, "BEGIN;"},
        {"a", 21, 22, ";", true},
        {"a", 22, 23, "ROLLBACK;"},
        {"a", 24, 30, "SELECT 1"}},
       {{{1}, {9}}, {{20}, {10}}},
       {}},
      {"what a driver asks when it has connected is no request",
       {{"a", 1, 2, lookup, true},
        {"a", 2, 3, lookup},
        {"a", 3, 4, lookup},
        {"a", 20, 21, "BEGIN"},
        {"a", 24, 30, "COMMIT"},
        {"a", 31, 32, lookup}},
       {{{20}, {10}}},
       {}},
      {"what it asks for a request belongs to it",
       {{"a", 1, 2, "SELECT $1", true},
        {"a", 3, 4, lookup, true},
        {"a", 4, 5, lookup},
        {"a", 6, 7, "SELECT $1"},
        {"a", 10, 11, "BEGIN"},
        {"a", 12, 13, lookup},
        {"a", 14, 15, "COMMIT"}},
       {{{1}, {6}}, {{10}, {5}}},
       {}},
      {"a ping by itself",
       {{"a", 1, 2, ";"},
        {"a", 3, 4, "SELECT 1"},
        {"a", 10, 11, ";"},
        {"a", 20, 21, ";"},
        {"a", 22, 23, "SELECT 1"}},
       {{{1}, {3}}, {{10}, {1}}, {{20}, {3}}},
       {}},
      {"asyncpg's pool, from one reset to the next",
       {{"a", 0, 1, "SELECT 0"},
        {"a", 1, 2, reset},
        {"a", 10, 11, "SELECT 1"},
        {"a", 12, 13, "BEGIN;"},
        {"a", 13, 14, "COMMIT;"},
        {"a", 15, 16, "SELECT 2"},
        {"a", 16, 17, reset},
        {"a", 20, 21, reset}},
       {{{0}, {2}}, {{10}, {7}}, {{20}, {1}}},
       {}},
      {"a statement that fails by itself is not timed",
       {{"a", 0, 1, failure}, {"a", 2, 3, "SELECT 1"}},
       {{{2}, {1}}},
       {.failed = 1}},
      {"one that was prepared is",
       {{"a", 0, 1, "SELECT 1/0", true}, {"a", 0, 5, failure}, {"a", 8, 9, "SELECT 1"}},
       {{{0}, {5}}, {{8}, {1}}},
       {}},
      {"one that fails in a transaction leaves that open",
       {{"a", 0, 1, "BEGIN"}, {"a", 0, 3, failure}, {"a", 5, 6, "ROLLBACK"}},
       {{{0}, {6}}},
       {}},
      {"a session that ends in a transaction",
       {{"a", 0, 1, "BEGIN"}, {"a", 1, 2, "SELECT 1"}, {"a", 0, 9, goodbye}},
       {{{0}, {9}}},
       {}},
      {"the log begins within a transaction",
       {{"a", 0, 1, "COMMIT"}, {"a", 2, 3, "SELECT 1"}},
       {{{2}, {1}}},
       {.cut_off = 1}},
      {"or before a reset",
       {{"a", 0, 1, reset}, {"a", 2, 3, "SELECT 1"}, {"a", 3, 4, reset}},
       {{{2}, {2}}},
       {.cut_off = 1}},
      {"and ends within one",
       {{"a", 0, 1, "BEGIN"}, {"b", 2, 3, "SELECT 1"}},
       {{{2}, {1}}},
       {.unfinished = 1}},
      {"a COMMIT of nothing", {{"a", 0, 1, "SELECT 1"}, {"a", 2, 3, "COMMIT"}}, {{{0}, {1}}}, {}},
      {"nor do two overlap in one session",
       {{"a", 0, 1, "SELECT 1"}, {"a", 0.9995, 1.0005, "SELECT 2"}},
       {{{0}, {1}}, {{1}, {0.001}}},
       {}},
      {"a clock with coarse steps",
       {{"a", 3.9995, 4, "BEGIN"}, {"a", 3.9992, 4, "COMMIT"}},
       {{{3.9995}, {0.0013}}},
       {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const Seen result = seen(row.lines);
    REQUIRE(result.requests.size() == row.requests.size());
    for (std::size_t i = 0; i < row.requests.size(); ++i) {
      CHECK(result.requests[i].at == row.requests[i].at);
      CHECK(result.requests[i].hold.seconds == doctest::Approx(row.requests[i].hold.seconds));
    }
    CHECK(result.losses == row.losses);
  }
}

TEST_CASE("what has ended is told when its session was silent for a minute") {
  std::vector<TracedRequest> told;
  Checkouts checkouts([&](const TracedRequest& request) { told.push_back(request); });
  checkouts.see("a", {.begin = {0}, .end = {1}, .kind = StatementKind::work});
  checkouts.see("b", {.begin = {0}, .end = {1}, .kind = StatementKind::opens});
  checkouts.see("c", {.begin = {60}, .end = {61}, .kind = StatementKind::work});
  CHECK(told.empty());
  checkouts.see("c", {.begin = {62}, .end = {63}, .kind = StatementKind::opens});
  CHECK(told.size() == 2);  // that of a, and the first of c
  checkouts.see("b", {.begin = {5000}, .end = {5001}, .kind = StatementKind::closes});
  checkouts.finish();
  REQUIRE(told.size() == 3);
  CHECK(told[2] == TracedRequest{{0}, {5001}});
  CHECK(checkouts.losses() == CheckoutLosses{.unfinished = 1});
}

TEST_CASE("a million sessions of one statement each take little memory") {
  Count requests = 0;
  Checkouts checkouts([&](const TracedRequest&) { ++requests; });
  for (int i = 0; i < 1'000'000; ++i) {
    const double at = i * 0.1;
    checkouts.see(std::to_string(i), {.begin = {at}, .end = {at + 0.05}, .kind = StatementKind::work});
  }
  checkouts.finish();
  CHECK(requests == 1'000'000);
}
