#include <poolsize/in_order.hpp>

#include <doctest/doctest.h>

#include <vector>

using namespace poolsize;

namespace {

std::vector<double> sorted(const std::vector<double>& begins, std::size_t kept, Count late) {
  std::vector<double> told;
  InOrder order([&](const TracedRequest& request) { told.push_back(request.at.seconds); }, kept);
  for (const double at : begins) order.add({.at = {at}, .hold = {1}});
  order.finish();
  CHECK(order.late() == late);
  return told;
}

}  // namespace

TEST_CASE("requests are told in the order of their begins") {
  CHECK(sorted({3, 1, 2, 2, 5, 4}, 10, 0) == std::vector<double>{1, 2, 2, 3, 4, 5});
  CHECK(sorted({2, 1, 4, 3, 6, 5}, 1, 0) == std::vector<double>{1, 2, 3, 4, 5, 6});
  CHECK(sorted({}, 1, 0).empty());
}

TEST_CASE("one that is too late begins with the last that was told") {
  CHECK(sorted({5, 6, 7, 1}, 2, 1) == std::vector<double>{5, 5, 6, 7});
}
