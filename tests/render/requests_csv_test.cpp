#include "render/requests_csv.hpp"

#include <doctest/doctest.h>

using namespace poolsize;
using namespace poolsize::render;

namespace {

PoolEvent event(double at, PoolEvent::Kind kind, Count request) {
  return {.at = Duration{at}, .kind = kind, .request = request};
}

}  // namespace

TEST_CASE("each request has its row, in the order of asking") {
  using enum PoolEvent::Kind;
  RequestsCsv rows("asyncpg");
  rows.see(event(0, connecting, -1));  // before anybody asks
  rows.see(event(0.5, asked, 0));
  rows.see(event(0.5, connecting, 0));
  rows.see(event(0.75, asked, 1));
  rows.see(event(1, got, 0));
  rows.see(event(1.25, asked, 2));
  rows.see(event(1.5, timed_out, 1));
  CHECK(rows.take() == "");  // the first is not through yet
  rows.see(event(3, gave_back, 0));
  CHECK(rows.take() == "asyncpg,0.5,0.5,2,served,1\nasyncpg,0.75,0.75,,timed out,0\n");
  rows.see(event(3.5, closed, 0));
  rows.see(event(4.25, refused, 2));
  CHECK(rows.take() == "asyncpg,1.25,3,,refused,0\n");
  CHECK(requests_csv_header() == "pool,arrival,wait,hold,end,opened\n");
}
