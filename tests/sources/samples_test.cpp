#include "sources/samples.hpp"

#include <poolsize/error.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace poolsize;
using namespace poolsize::sources;
using namespace std::string_view_literals;

TEST_CASE("samples are numbers between white space and commas") {
  struct Row {
    std::string_view name;
    std::string_view text;
    std::vector<double> seconds;
  };
  const Row rows[] = {
      {"one", "0.25", {0.25}},
      {"one per line", "1\n2\n3\n", {1, 2, 3}},
      {"CRLF", "1\r\n2\r\n", {1, 2}},
      {"CR", "1\r2", {1, 2}},
      {"commas", "1,2,3", {1, 2, 3}},
      {"commas and spaces", "1, 2 ,3,\n4,", {1, 2, 3, 4}},
      {"a list in square brackets' place", " ,, 1 ,, 2 ,, ", {1, 2}},
      {"tabs, vertical tabs, form feeds", "1\t2\v3\f4", {1, 2, 3, 4}},
      {"byte order mark", "\uFEFF1 2", {1, 2}},
      {"comments", "# hold\n1 # one\n2#two\n#3\n4", {1, 2, 4}},
      {"a comment ends with CR", "1 # one\r2", {1, 2}},
      {"every unit", "1ns 1us 1µs 1ms 1s 1m 1min 1h", {1e-9, 1e-6, 1e-6, 1e-3, 1, 60, 60, 3600}},
      {"units and none", "250ms 0.25 4m,2", {0.25, 0.25, 240, 2}},
      {"blanks before the unit", "250 ms, 1 \t s\n2 h", {0.25, 1, 7200}},
      {"a unit before a comment", "250ms#c\n1s #c", {0.25, 1}},
      {"a number at a line's end keeps to itself", "1\n2ms", {1, 0.002}},
      {"forms of numbers", "5. .5 +5 5e-1 5E+1 5e1ms 0005", {5, 0.5, 5, 0.5, 50, 0.05, 5}},
      {"all digits of a double", "0.1234567890123456789", {0.1234567890123456789}},
      {"the largest and the smallest", "1.7976931348623157e308 5e-324", {1.7976931348623157e308, 5e-324}},
      {"zeros among others", "0 0ms -0 1", {0, 0, 0, 1}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const std::vector<Duration> samples = parse_samples(row.text, "f");
    REQUIRE(samples.size() == row.seconds.size());
    for (std::size_t i = 0; i < samples.size(); ++i) CHECK(samples[i].seconds == row.seconds[i]);
  }
}

TEST_CASE("what is no sample is told with its place and its cure") {
  struct Row {
    std::string_view name;
    std::string_view text;
    std::string message;
    Location where;
  };
  const std::string no_duration =
      " is not a duration; write numbers, such as 12ms or 0.012, between white space or commas, and # before "
      "a comment";
  const std::string no_range = " is out of range; write a number from 1e-300 to 1e300";
  const std::string no_samples =
      "no samples; give hold times such as 12ms, separated by white space or commas";
  const std::string zeros = "every sample is 0; give hold times of a finer resolution";
  const Row rows[] = {
      {"empty", "", no_samples, {"f"}},
      {"blank", " \n,\n", no_samples, {"f"}},
      {"only comments", "# 1\n# 2", no_samples, {"f"}},
      {"only zeros", "0 0ms -0", zeros, {"f"}},
      {"negative", "1\n  -1ms\n", "'-1ms' is negative; a hold time is 0 or more", {"f", 2, 3}},
      {"negative behind a sign", "+-1", "'+-1' is negative; a hold time is 0 or more", {"f", 1, 1}},
      {"a word", "duration_s\n1\n", "'duration_s'" + no_duration, {"f", 1, 1}},
      {"a word in the second column", "1,GET,2", "'GET'" + no_duration, {"f", 1, 3}},
      {"nan", "1\rnan", "'nan'" + no_duration, {"f", 2, 1}},
      {"signed nan", "-nan", "'-nan'" + no_duration, {"f", 1, 1}},
      {"inf", "1 2,inf,", "'inf'" + no_duration, {"f", 1, 5}},
      {"infinity", "+infinity", "'+infinity'" + no_duration, {"f", 1, 1}},
      {"minus infinity", "-inf", "'-inf'" + no_duration, {"f", 1, 1}},
      {"only a sign", "1 -", "'-'" + no_duration, {"f", 1, 3}},
      {"two signs", "--1", "'--1'" + no_duration, {"f", 1, 1}},
      {"two points", "1.2.3", "'1.2.3'" + no_duration, {"f", 1, 1}},
      {"hexadecimal", "0x10", "'0x' has the unknown unit 'x'; write ns, us, ms, s, m or h", {"f", 1, 1}},
      {"an unknown unit",
       "1\n2 parsecs",
       "'2 parsecs' has the unknown unit 'parsecs'; write ns, us, ms, s, m or h",
       {"f", 2, 1}},
      {"units in upper case",
       "1MS",
       "'1MS' has the unknown unit 'MS'; write ns, us, ms, s, m or h",
       {"f", 1, 1}},
      {"a unit of two parts", "1h30m", "'1h30m'" + no_duration, {"f", 1, 1}},
      {"a unit alone", "ms", "'ms'" + no_duration, {"f", 1, 1}},
      {"the unit on the next line", "1\nms", "'ms'" + no_duration, {"f", 2, 1}},
      {"semicolons", "1,5;2,5", "'5;2'" + no_duration, {"f", 1, 3}},
      {"JSON", "[1, 2]", "'[1'" + no_duration, {"f", 1, 1}},
      {"other digits", "١٠", "'١٠'" + no_duration, {"f", 1, 1}},
      {"too large", "1e400s", "'1e400s'" + no_range, {"f", 1, 1}},
      {"too small", "1 1e-400", "'1e-400'" + no_range, {"f", 1, 3}},
      {"too large in seconds", "1e308h", "'1e308h'" + no_range, {"f", 1, 1}},
      {"behind a byte order mark", "\uFEFFx", "'x'" + no_duration, {"f", 1, 1}},
      {"behind a µ", "1µs x", "'x'" + no_duration, {"f", 1, 6}},
      {"not UTF-8", "1\n\xFF", "'\\xff'" + no_duration, {"f", 2, 1}},
      {"a password", "1\npassword=hunter2", "'password=***'" + no_duration, {"f", 2, 1}},
      {"NUL", "1\n2\0"sv, "a NUL byte, so this is no text; give a text file", {"f", 2, 2}},
      {"UTF-16",
       "\xFF\xFE"
       "1\0"sv,
       "a NUL byte, so this is no text; give a text file",
       {"f", 1, 4}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    try {
      parse_samples(row.text, "f");
      FAIL_CHECK("no error");
    } catch (const Error& error) {
      CHECK(error.failure() == Failure::input);
      CHECK(std::string_view(error.what()) == row.message);
      CHECK(error.where() == row.where);
    }
  }
}

TEST_CASE("a million samples and a megabyte of digits are read") {
  std::string text;
  for (int i = 1; i <= 1'000'000; ++i) text += std::to_string(i) + "us\n";
  const std::vector<Duration> samples = parse_samples(text, "f");
  REQUIRE(samples.size() == 1'000'000);
  CHECK(samples.front().seconds == 1e-6);
  CHECK(samples.back().seconds == 1e6 * 1e-6);

  CHECK(parse_samples("0." + std::string(1 << 20, '3'), "f").front().seconds == 1.0 / 3);
  CHECK_THROWS_AS(parse_samples(std::string(1 << 20, '9'), "f"), Error);
}
