#include "render/timeline.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace poolsize;
using namespace poolsize::render;

namespace {

PoolEvent event(double at, PoolEvent::Kind kind, Count waiting, Count busy, Count open) {
  return {.at = Duration{at}, .kind = kind, .waiting = waiting, .busy = busy, .open = open};
}

}  // namespace

TEST_CASE("a timeline has the mean and the most of every step, and all of the time") {
  using enum PoolEvent::Kind;
  TimelineOf of;
  of.see(event(0, asked, 0, 0, 0));
  of.see(event(0, got, 0, 1, 1));
  of.see(event(1, asked, 1, 1, 1));
  of.see(event(3, timed_out, 0, 1, 1));
  of.see(event(8, gave_back, 0, 0, 1));
  const PoolTimeline timeline = of.take("sqlalchemy", "SQLAlchemy");
  CHECK(timeline.requests == 2);
  CHECK(timeline.end == Duration{8});
  REQUIRE(timeline.steps.size() >= TimelineOf::most_steps / 2);
  REQUIRE(timeline.steps.size() <= TimelineOf::most_steps);

  const double length = timeline.steps[1].from.seconds;
  double waited = 0;
  double held = 0;
  Count failed = 0;
  Count most = 0;
  for (const TimelineStep& step : timeline.steps) {
    const double time = std::min(length, 8 - step.from.seconds);
    waited += step.waiting.mean * time;
    held += step.busy.mean * time;
    failed += step.timed_out;
    most = std::max(most, step.waiting.most);
  }
  CHECK(waited == doctest::Approx(2));  // one request, from 1 to 3
  CHECK(held == doctest::Approx(8));
  CHECK(failed == 1);
  CHECK(most == 1);
}

TEST_CASE("a timeline of many events takes no more steps than one of few") {
  TimelineOf of;
  for (int i = 0; i < 100'000; ++i) of.see(event(i * 0.01, PoolEvent::Kind::asked, i % 2, 0, 0));
  const PoolTimeline timeline = of.take("asyncpg", "asyncpg");
  CHECK(timeline.requests == 100'000);
  CHECK(timeline.steps.size() <= TimelineOf::most_steps);
  for (const TimelineStep& step : timeline.steps)
    CHECK(step.waiting.mean == doctest::Approx(0.5).epsilon(0.02));
}

TEST_CASE("what does not change has the same mean in every step, wherever the steps begin") {
  for (int kind = 1; kind <= 50; ++kind) {
    CAPTURE(kind);
    TimelineOf of;
    for (int i = 0; i < 2'000; ++i)
      of.see(event(i * (0.1 / 7) + kind * 0.003 * (i % 3), PoolEvent::Kind::asked, 7, 0, 0));
    for (const TimelineStep& step : of.take("asyncpg", "asyncpg").steps)
      CHECK(step.waiting.mean == doctest::Approx(7).epsilon(0.01));
  }
}

TEST_CASE("a timeline of one moment is a line of text") {
  TimelineOf of;
  of.see(event(0, PoolEvent::Kind::asked, 0, 0, 0));
  CHECK(timeline_text(of.take("asyncpg", "asyncpg, max_size 5")) ==
        "asyncpg, max_size 5: 1 requests in 0 ms\n");
}
