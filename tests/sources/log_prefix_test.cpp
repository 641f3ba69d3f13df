#include "sources/log_prefix.hpp"

#include <poolsize/error.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace poolsize;
using namespace poolsize::sources;

namespace {

struct Row {
  std::string_view setting;
  std::string_view line;
  std::string_view session;
  std::string_view application;
  std::string_view user;
  std::string_view database;
  std::string_view message;
};

constexpr std::string_view any = "LOG:  duration: 1 ms";

}  // namespace

TEST_CASE("what stands in front of a line is taken apart") {
  const Row rows[] = {
      {"%m [%p] ", "2026-11-25 19:31:56.769 UTC [22735] LOG:  duration: 1 ms", "22735", "", "", "",
       "duration: 1 ms"},
      {"%m [%p] ", "2026-11-25 19:31:56.769 +0530 [1] ERROR:  oops", "1", "", "", "", "oops"},
      {"%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h ",
       "2026-11-25 19:31:56 CET [77]: [3-1] user=joe,db=shop,app=my api, v2,client=10.0.0.7 LOG:  x", "77",
       "my api, v2", "joe", "shop", "x"},
      {"%m [%p] %q%u@%d/%a ", "2026-11-25 19:31:56.769 UTC [5] joe@shop/api - x y LOG:  x: y", "5",
       "api - x y", "joe", "shop", "x: y"},
      {"%m [%p] %q%u@%d ", "2026-11-25 19:31:56.769 UTC [5] LOG:  checkpoint starting: time", "5", "", "", "",
       "checkpoint starting: time"},
      {"%t:%r:%u@%d:[%p]:", "2026-11-25 19:31:56 UTC:10.1.2.3(5432):joe@shop:[99]:LOG:  x", "99", "", "joe",
       "shop", "x"},
      {"%m [%p] %l %c ", "2026-11-25 19:31:56.769 UTC [5] 12 6b0737ac.58cf LOG:  x", "6b0737ac.58cf", "", "",
       "", "x"},
      {"%n %-8p|%10u| ", "1764099116.769 22735   |       joe| LOG:  x", "22735", "", "joe", "", "x"},
      {"%m %p %e %v %x %i ", "2026-11-25 19:31:56.769 UTC 5 00000 3/2 0 idle in transaction LOG:  x", "5", "",
       "", "", "x"},
      {"%m|%s|%c|%P|%Q|%% ", "2026-11-25 19:31:56.769 UTC|2026-11-25 19:31:50 UTC|1a.2b||-12|% LOG:  x",
       "1a.2b", "", "", "", "x"},
      {"%m [%p] ", "2026-11-25 19:31:56.769 UTC [5] 日志:  x", "5", "", "", "", "x"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    const auto found = LogPrefix(row.setting).match(row.line);
    REQUIRE(found);
    CHECK(found->record.session == row.session);
    CHECK(found->record.application == row.application);
    CHECK(found->record.user == row.user);
    CHECK(found->record.database == row.database);
    CHECK(found->record.message == row.message);
    CHECK(found->time);
  }
}

TEST_CASE("what begins otherwise does not match") {
  const LogPrefix prefix("%m [%p] %q%u@%d ");
  for (const std::string_view line :
       {"", "\tSELECT 1", "2026-11-25 19:31:56.769 UTC", "2026-11-25 19:31:56.769 UTC [5]",
        "2026-11-25 19:31:56.769 UTC [x] LOG:  x", "2026-13-25 19:31:56.769 UTC [5] LOG:  x",
        "nothing: at all", "2026-11-25 19:31:56.769 UTC [5] joe LOG:  x"}) {
    CAPTURE(line);
    CHECK_FALSE(prefix.match(line));
  }
  CHECK_FALSE(LogPrefix("%m [%p] ").match("2026-11-25 19:31:56.769 UTC [5] joe@shop LOG:  x"));
}

TEST_CASE("seconds that are no time of this age are no prefix") {
  const LogPrefix prefix("%n %p ");
  CHECK(prefix.match("253402300799 5 LOG:  x"));
  for (const char* line : {"253402300800 5 LOG:  x", "55373720020022002 5 LOG:  x", "-5 5 LOG:  x"})
    CHECK_FALSE(prefix.match(line));
}

TEST_CASE("a prefix that says too little is refused") {
  struct Refused {
    std::string_view setting;
    std::string message;
  };
  const Refused rows[] = {
      {"", "'' has no time; log with %m in log_line_prefix"},
      {"[%p] ", "'[%p] ' has no time; log with %m in log_line_prefix"},
      {"%m ", "'%m ' tells no sessions apart; log with %p or %c in log_line_prefix"},
      {"%m [%p] %z", "'%m [%p] %z' has no such escape as %z; write it as postgresql.conf has it"},
      {"%m [%p] %", "'%m [%p] %' ends in a %; write it as postgresql.conf has it"},
  };
  for (const Refused& row : rows) CHECK_THROWS_WITH_AS(LogPrefix(row.setting), row.message.c_str(), Error);
}
