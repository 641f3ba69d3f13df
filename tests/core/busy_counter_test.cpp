#include "core/busy_counter.hpp"

#include <doctest/doctest.h>

using namespace poolsize;

TEST_CASE("busy connections are counted by time, from the first request to the last") {
  BusyCounter counter;
  counter.add({10}, {1.5});
  counter.add({11}, {5});
  counter.add({12}, {1});
  // 1 from 10 to 11, 2 to 11.5, 1 to 12.
  const BusyConnections busy = counter.seen();
  CHECK(busy.mean == doctest::Approx(1.25));
  CHECK(busy.p50 == 1);
  CHECK(busy.p95 == 2);
  CHECK(busy.p99 == 2);
  CHECK(busy.most == 2);
}

TEST_CASE("a hold that ends when the next begins is one connection") {
  BusyCounter counter;
  for (int i = 0; i < 100; ++i) counter.add({static_cast<double>(i)}, {1});
  CHECK(counter.seen() == BusyConnections{.mean = 1, .p50 = 1, .p95 = 1, .p99 = 1, .most = 1});
}

TEST_CASE("nobody may be busy") {
  BusyCounter counter;
  counter.add({0}, {0});
  counter.add({1}, {3});
  CHECK(counter.seen() == BusyConnections{});
}
