#include "core/simulation/tournament.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

using poolsize::Tournament;

TEST_CASE("the next of many times is the least, and of equals the lowest number") {
  CHECK(rc::check([] {
    std::vector<double> times;
    Tournament tournament;
    const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
        rc::gen::pair(rc::gen::inRange(0, 40), rc::gen::inRange(0, 12)));
    for (const auto& [player, time] : steps) {
      const auto place = static_cast<std::size_t>(player);
      if (place >= times.size()) times.resize(place + 1, std::numeric_limits<double>::infinity());
      tournament.reserve(times.size());
      times[place] = time == 11 ? std::numeric_limits<double>::infinity() : time / 4.0;
      tournament.set(static_cast<Tournament::Player>(player), times[place]);
      const auto least = std::min_element(times.begin(), times.end());
      RC_ASSERT(tournament.time() == *least);
      if (std::isfinite(*least)) {
        RC_ASSERT(tournament.player() == static_cast<Tournament::Player>(least - times.begin()));
      }
    }
  }));
}

TEST_CASE("a time of minus zero is a time of zero") {
  Tournament tournament(2);
  tournament.set(0, 1);
  tournament.set(1, -0.0);
  CHECK(tournament.player() == 1);
}
