#include "sources/server_log.hpp"

#include "scratch_folder.hpp"

#include <poolsize/error.hpp>

#include <doctest/doctest.h>

#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace poolsize;
using namespace poolsize::sources;
using poolsize::testing::ScratchFolder;

namespace {

struct Kept {
  std::string session;
  std::string message;
  std::string application;
  bool operator==(const Kept&) const = default;
};

struct Read {
  std::vector<Kept> messages;
  Count skipped = 0;
};

Read read(std::string_view text, const std::optional<std::string>& prefix = std::nullopt) {
  const ScratchFolder folder;
  ServerLog log(folder.write("log", text), prefix);
  Read result;
  while (const auto message = log.next()) {
    result.messages.push_back({std::string(message->record.session), std::string(message->record.message),
                               std::string(message->record.application)});
  }
  result.skipped = log.skipped();
  return result;
}

/// A row of csvlog as PostgreSQL 15 writes it.
std::string row(std::string_view message, std::string_view application = "api") {
  return "2026-11-25 19:31:56.769 UTC,\"joe\",\"shop\",22735,\"[local]\",6b.58,1,\"PARSE\",2026-11-25 "
         "19:31:56 "
         "UTC,3/2,0,LOG,00000,\"" +
         std::string(message) + "\",,,,,,,,,\"" + std::string(application) + "\",\"client backend\",,0\n";
}

}  // namespace

TEST_CASE("stderr: a message may have several lines") {
  const Read log = read(
      "2026-11-25 19:31:56.769 UTC [5] LOG:  duration: 1 ms  statement: SELECT 'a\n\tb\n\t\n\tc'\n"
      "2026-11-25 19:31:56.770 UTC [6] DETAIL:  parameters: $1 = 'x'\n"
      "2026-11-25 19:31:56.771 UTC [5] LOG:  statement: \n\tBEGIN\n");
  CHECK(log.messages == std::vector<Kept>{{"5", "duration: 1 ms  statement: SELECT 'a\nb\n\nc'", ""},
                                          {"6", "parameters: $1 = 'x'", ""},
                                          {"5", "statement: \nBEGIN", ""}});
  CHECK(log.skipped == 0);
}

TEST_CASE("stderr: what is no line of a log is left out") {
  const Read log = read(
      "\trest of one before\n2026-11-25 19:31:56.769 UTC [5] LOG:  a\nsh: command not found\n"
      "2026-11-25 19:31:56.770 UTC [5] LOG:  b\n2026-11-25 19:31:56.770 UTC [5] LO");
  CHECK(log.messages == std::vector<Kept>{{"5", "a", ""}, {"5", "b", ""}});
  CHECK(log.skipped == 2);
}

TEST_CASE("stderr: the usual prefixes are found out") {
  CHECK(read("2026-11-25 19:31:56.769 UTC [5] LOG:  started\n"
             "2026-11-25 19:31:56.769 UTC [7] joe@shop/my api LOG:  a\n")
            .messages.back() == Kept{"7", "a", "my api"});
  CHECK(read("2026-11-25 19:31:56 UTC [7]: [1-1] user=joe,db=shop,app=api,client=::1 LOG:  a\n")
            .messages.back() == Kept{"7", "a", "api"});
  CHECK(read("2026-11-25 19:31:56 UTC:10.0.0.1(5):joe@shop:[7]:LOG:  a\n").messages.back() ==
        Kept{"7", "a", ""});
  CHECK(read("x=api 7 2026-11-25 19:31:56 UTC: LOG:  a\n", "x=%a %p %t: ").messages.back() ==
        Kept{"7", "a", "api"});
}

TEST_CASE("csvlog: quotes, commas and line ends are in the fields") {
  const Read log =
      read(row("duration: 1 ms  statement: SELECT \"\"a\"\", 'b,\nc'", "my \"\"api\"\"") + row("b"));
  CHECK(log.messages ==
        std::vector<Kept>{{"6b.58", "duration: 1 ms  statement: SELECT \"a\", 'b,\nc'", "my \"api\""},
                          {"6b.58", "b", "api"}});
  CHECK(log.skipped == 0);
}

TEST_CASE("csvlog: rows of PostgreSQL 12 end with the application") {
  std::string text = row("a");
  text.resize(text.find(",\"client backend\""));
  CHECK(read(text + "\n").messages == std::vector<Kept>{{"6b.58", "a", "api"}});
}

TEST_CASE("csvlog: a row that was cut off costs no other") {
  const std::string whole = row("a \"\"quoted\"\" word\nand a line");
  for (std::size_t size = 1; size < whole.size(); ++size) {
    CAPTURE(size);
    const Read log = read(row("before") + whole.substr(0, size) + "\n" + row("after"));
    REQUIRE(log.messages.size() >= 2);
    CHECK(log.messages.front().message == "before");
    CHECK(log.messages.back().message == "after");
    CHECK(log.messages.back().application == "api");
  }
}

TEST_CASE("jsonlog: one object is one message") {
  const Read log = read(
      R"({"timestamp":"2026-11-25 19:31:56.769 UTC","user":"joe","pid":7,"session_id":"6b.58","line_num":1,"error_severity":"LOG","message":"a \"b\"\n\u0007\\","application_name":"my \"api\"","query_id":-12})"
      "\n"
      R"({"timestamp":"2026-11-25 19:31:56.770 UTC","pid":8,"session_id":"6b.59","error_severity":"LOG","message":"c"})"
      "\n{\"timestamp\":\"2026-11-25 19:31\nnot JSON\n");
  CHECK(log.messages == std::vector<Kept>{{"6b.58", "a \"b\"\n\a\\", "my \"api\""}, {"6b.59", "c", ""}});
  CHECK(log.skipped == 2);
}

TEST_CASE("what is no log is told so, with the cure") {
  struct Refused {
    std::string_view text;
    std::optional<std::string> prefix;
    std::string message;
  };
  const Refused rows[] = {
      {"", std::nullopt, "is empty; give the log of a PostgreSQL server"},
      {"hello\n", std::nullopt,
       "begins like no log of PostgreSQL's; say what stands in front of its lines, as in --log-line-prefix "
       "'%m "
       "[%p] ' (SHOW log_line_prefix tells)"},
      {"2026-11-25 19:31:56.769 UTC [5] LOG:  a\n", "%t <%p> ",
       "no line begins as --log-line-prefix '%t <%p> ' says; SHOW log_line_prefix tells what stands there"},
      {"2026-11-25 19:31:56.769 UTC [5] LOG:  a\n", "%t ",
       "'%t ' tells no sessions apart; log with %p or %c in log_line_prefix"},
  };
  for (const Refused& refused : rows) {
    CAPTURE(refused.text);
    CHECK_THROWS_WITH_AS(read(refused.text, refused.prefix), refused.message.c_str(), Error);
  }
}

TEST_CASE("logs that are damaged anywhere are read to their end") {
  const std::string texts[] = {
      "2026-11-25 19:31:56.769 UTC [5] joe@shop/api LOG:  duration: 1 ms  statement: SELECT 'a\n\tb'\n"
      "2026-11-25 19:31:56.770 UTC [6] joe@shop/api LOG:  duration: 1 ms  statement: COMMIT\n",
      row("duration: 1 ms  statement: SELECT \"\"a\"\", 'b,\nc'") + row("b"),
      R"({"timestamp":"2026-11-25 19:31:56.769 UTC","session_id":"6b.58","message":"a \"b\"\n\u0007\\"})"
      "\n"
      R"({"timestamp":"2026-11-25 19:31:56.769 UTC","session_id":"6b.58","message":"c"})",
  };
  std::mt19937 engine(1);
  for (const std::string& text : texts) {
    for (int i = 0; i < 300; ++i) {
      std::string damaged = text;
      for (int k = 0; k < 3; ++k) damaged[engine() % damaged.size()] = "\"\\\n\t,{}%\0x9 "[engine() % 13];
      try {
        const Read log = read(damaged);
        CHECK(log.messages.size() <= 4);
      } catch (const Error& error) {
        CHECK(error.failure() == Failure::input);  // it begins like no log any more
      }
    }
  }
}
