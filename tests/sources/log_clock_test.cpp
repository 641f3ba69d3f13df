#include "sources/log_clock.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace poolsize;
using namespace poolsize::sources;

namespace {

std::vector<double> times(const std::vector<std::string_view>& texts) {
  LogClock clock;
  std::vector<double> seconds;
  for (std::string_view text : texts)
    seconds.push_back(clock.since_first(take_log_time(text).value()).seconds);
  return seconds;
}

}  // namespace

TEST_CASE("a time is taken from the front of a text") {
  std::string_view text = "2026-11-25 19:31:55.436 UTC [1]";
  const auto time = take_log_time(text);
  REQUIRE(time);
  CHECK(time->milliseconds == 1795635115436);  // date -u -d '2026-11-25 19:31:55.436' +%s%3N
  CHECK(time->zone == "UTC");
  CHECK(time->has_milliseconds);
  CHECK(text == " [1]");

  text = "2024-02-29 00:00:00 -03:30:x";
  const auto leap = take_log_time(text);
  REQUIRE(leap);
  CHECK(leap->milliseconds == 1709164800000);
  CHECK(leap->zone == "-03:30");
  CHECK_FALSE(leap->has_milliseconds);
  CHECK(text == ":x");

  for (std::string_view none : {"", "2026-11-25", "2026-02-30 00:00:00 UTC", "2026-11-25T19:31:55.436 UTC",
                                "20261-1-25 19:31:55 UTC"}) {
    const std::string_view before = none;
    CHECK_FALSE(take_log_time(none));
    CHECK(none == before);
  }
}

TEST_CASE("the clock goes on over midnight, the year, and what zones do") {
  using Seconds = std::vector<double>;
  CHECK(times({"2026-12-31 23:59:59.250 UTC", "2027-01-01 00:00:00.500 UTC"}) == Seconds{0.25, 1.5});
  CHECK(times({"2026-11-25 10:00:00 +03", "2026-11-25 07:00:01 +00", "2026-11-25 12:30:02 +05:30",
               "2026-11-25 03:30:03 -0330"}) == Seconds{0, 1, 2, 3});
  // Daylight saving time begins, and ends, in Berlin.
  CHECK(times({"2026-03-29 01:59:59 CET", "2026-03-29 03:00:00 CEST"}) == Seconds{0, 1});
  CHECK(times({"2026-10-25 02:59:59 CEST", "2026-10-25 02:00:00 CET", "2026-10-25 02:30:00 CET"}) ==
        Seconds{0, 1, 1801});
  // The same with half an hour of silence.
  CHECK(times({"2026-03-29 01:45:00 CET", "2026-03-29 03:15:00 CEST"}) == Seconds{0, 1800});
  CHECK(times({"2026-10-25 02:45:00 CEST", "2026-10-25 02:15:00 CET"}) == Seconds{0, 1800});
}
