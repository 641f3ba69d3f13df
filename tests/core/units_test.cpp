#include <poolsize/error.hpp>
#include <poolsize/units.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace poolsize;

namespace {

/// What `parse` says of `text` when it refuses it.
template <class Parse>
std::string refusal(Parse parse, std::string_view text) {
  try {
    parse(text);
  } catch (const Error& error) {
    CHECK(error.failure() == Failure::input);
    return error.what();
  }
  return "(accepted)";
}

}  // namespace

TEST_CASE("durations carry a unit") {
  struct Row {
    const char* text;
    double seconds;
  };
  for (const Row& row :
       {Row{"100ms", 0.1}, Row{"0.1s", 0.1}, Row{"0.1 s", 0.1}, Row{" 2m ", 120}, Row{"1min", 60},
        Row{"1h", 3600}, Row{"500us", 5e-4}, Row{"500µs", 5e-4}, Row{"7ns", 7e-9}, Row{"1e3ms", 1},
        Row{"1.5e-1s", 0.15}, Row{".5s", 0.5}, Row{"+1s", 1}, Row{"0s", 0}, Row{"0", 0}}) {
    CAPTURE(row.text);
    CHECK(parse_duration(row.text).seconds == doctest::Approx(row.seconds).epsilon(1e-15));
  }
}

TEST_CASE("a duration that is refused says what to write") {
  struct Row {
    const char* text;
    const char* message;
  };
  constexpr auto kind = " is not a duration; write a number and a unit, such as 100ms, 0.5s or 2m";
  for (const Row& row :
       {Row{"100", "'100' has no unit; write 100ms or 100s"},
        Row{"-1s", "'-1s' is negative; write 0 or more"},
        Row{"5parsecs", "'5parsecs' has the unknown unit 'parsecs'; write ns, us, ms, s, m or h"},
        Row{"0x10s", "'0x10s' has the unknown unit 'x10s'; write ns, us, ms, s, m or h"}}) {
    CHECK(refusal(parse_duration, row.text) == row.message);
  }
  for (const char* text : {"", "nan", "inf", "-inf", "1e400s", "ms", "1..2s", "--1s", "+-1s", "s1"}) {
    CAPTURE(text);
    CHECK(refusal(parse_duration, text) == "'" + std::string(text) + "'" + kind);
  }
}

TEST_CASE("an application's seconds are bare numbers") {
  CHECK(parse_seconds("30").seconds == 30);
  CHECK(parse_seconds(" 0.5 ").seconds == 0.5);
  CHECK(refusal(parse_seconds, "30s") ==
        "'30s' has a unit, but the application reads a bare number of seconds; write 30");
  CHECK(refusal(parse_seconds, "500ms") ==
        "'500ms' has a unit, but the application reads a bare number of seconds; write 0.5");
  CHECK(refusal(parse_seconds, "-1") == "'-1' is negative; write 0 or more");
  CHECK(refusal(parse_seconds, "soon") ==
        "'soon' is not a number; write seconds as a bare number, such as 30");
}

TEST_CASE("rates") {
  struct Row {
    const char* text;
    double per_second;
  };
  for (const Row& row : {Row{"100", 100}, Row{"100/s", 100}, Row{"6000/min", 100}, Row{"6000/m", 100},
                         Row{"360000/h", 100}, Row{"2k", 2000}, Row{"1.5k/s", 1500}, Row{"3M", 3e6},
                         Row{"1G", 1e9}, Row{"1e3", 1000}, Row{"0", 0}}) {
    CAPTURE(row.text);
    CHECK(parse_rate(row.text).per_second == doctest::Approx(row.per_second).epsilon(1e-15));
  }
  for (const char* text : {"", "inf", "nan", "100/", "100/fortnight", "100rps", "1K", "/s"}) {
    CAPTURE(text);
    CHECK(refusal(parse_rate, text) ==
          "'" + std::string(text) +
              "' is not a rate; write requests per second, such as 100, 2k or 6000/min");
  }
}

TEST_CASE("counts") {
  CHECK(parse_count("5") == 5);
  CHECK(parse_count("500k") == 500'000);
  CHECK(parse_count("4M") == 4'000'000);
  CHECK(parse_count("1.5k") == 1500);
  CHECK(parse_count("1000G") == 1'000'000'000'000);
  CHECK(refusal(parse_count, "1001G") == "'1001G' is out of range; write at most 1000G");
  CHECK(refusal(parse_count, "-5") == "'-5' is negative; write 0 or more");
  for (const char* text : {"", "2.5", "five", "5m"}) {
    CAPTURE(text);
    CHECK(refusal(parse_count, text) ==
          "'" + std::string(text) + "' is not a whole number; write digits, such as 5, 500k or 4M");
  }
}

TEST_CASE("an application's whole numbers") {
  CHECK(parse_integer("10") == 10);
  CHECK(parse_integer(" 10 ") == 10);
  CHECK(parse_integer("+10") == 10);
  CHECK(parse_integer("-1") == -1);
  CHECK(refusal(parse_integer, "") == "is empty; write a whole number, such as 10");
  CHECK(refusal(parse_integer, "  ") == "is empty; write a whole number, such as 10");
  for (const char* text : {"abc", "1e9", "10.5", "١٠", "1_000", "0x10", "--1", "+-1"}) {
    CAPTURE(text);
    CHECK(refusal(parse_integer, text) ==
          "'" + std::string(text) + "' is not a whole number; write digits, such as 10");
  }
  const std::string digits(1'000'000, '9');
  const std::string message = refusal(parse_integer, digits);
  CHECK(message.size() < 300);
  CHECK(message.ends_with("is out of range; write a number that a pool can have, such as 10"));
}

TEST_CASE("shares") {
  CHECK(parse_share("0.1%") == doctest::Approx(0.001).epsilon(1e-15));
  CHECK(parse_share("0.001") == 0.001);
  CHECK(parse_share("100 %") == 1);
  CHECK(refusal(parse_share, "101%") == "'101%' is out of range; write 0% to 100%, or 0 to 1");
  CHECK(refusal(parse_share, "-1%") == "'-1%' is out of range; write 0% to 100%, or 0 to 1");
  CHECK(refusal(parse_share, "few") == "'few' is not a part of one; write 0.1% or 0.001");
}

TEST_CASE("how values are shown") {
  struct Row {
    double seconds;
    const char* text;
  };
  for (const Row& row :
       {Row{0, "0 ms"}, Row{0.1, "100 ms"}, Row{0.00123456, "1.23 ms"}, Row{1.5, "1.5 s"}, Row{30, "30 s"},
        Row{90, "90 s"}, Row{120, "2 m"}, Row{7200, "2 h"}, Row{5e-5, "50 µs"}, Row{5e-9, "5 ns"},
        Row{1e-12, "< 1 ns"}, Row{1234.5, "1234 s"}}) {
    CHECK(to_string(Duration{row.seconds}) == row.text);
  }
  CHECK(to_string(Rate{100}) == "100/s");
  CHECK(to_string(Rate{0.12345}) == "0.1235/s");
  CHECK(to_string(Rate{1e9}) == "1000000000/s");
  CHECK(percent(0.22222) == "22.2 %");
  CHECK(percent(0.00003) == "0.003 %");
  CHECK(percent(1e-9) == "< 0.0001 %");
  CHECK(percent(0) == "0 %");
  CHECK(percent(1) == "100 %");
}
