#include "../reference/table.hpp"

#include <poolsize/churn.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace poolsize;
using reference::agrees;

namespace {

/// What is opened less often is as good as never.
constexpr double never = 1e-10;

bool opens_alike(double opened, double expected) {
  return expected < never ? std::abs(opened - expected) < never : agrees(opened, expected, 1e-6);
}

/// Place by place, each window added up anew.
Churn gone_through(Count pool_size, Count capacity, double erlangs) {
  std::vector<double> log_rarity(static_cast<std::size_t>(capacity));
  for (Count b = 0; b < capacity; ++b) {
    const auto x = static_cast<double>(b);
    log_rarity[static_cast<std::size_t>(b)] = std::lgamma(x + 1) - x * std::log(erlangs);
  }
  const double least = *std::min_element(log_rarity.begin(), log_rarity.end());
  double total = 0;
  for (double& rarity : log_rarity) total += std::exp(-(rarity -= least));
  Churn churn;
  double up_to = 0;
  for (std::size_t k = 0; k < log_rarity.size(); ++k) {
    const double probability = std::exp(-log_rarity[k]) / total;
    up_to += probability;
    churn.mean_open += static_cast<double>(k) * probability;
    if (k < static_cast<std::size_t>(pool_size)) {
      churn.mean_idle += up_to;
      continue;
    }
    const std::size_t first = k - static_cast<std::size_t>(pool_size);
    const double scale = std::max(log_rarity[first], log_rarity[k]);  // the rarest is at one of the ends
    double window = 0;
    double risen = 0;
    for (std::size_t b = first; b <= k; ++b) {
      risen += std::exp(-log_rarity[b]) / total * window;
      window += std::exp(log_rarity[b] - scale);
    }
    churn.mean_idle += risen / window;
    churn.opened_per_request += std::exp(-scale) / total / window;
  }
  churn.mean_open += churn.mean_idle;
  return churn;
}

}  // namespace

TEST_CASE("the churn of large pools agrees with running sums of many digits") {
  const auto rows = reference::read_table("churn_cells.csv");
  CHECK(rows.size() > 40);
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const Churn result = churn(row.count("pool_size"), row.count("max_overflow"), {row.number("load")}, 0);
    CHECK(agrees(result.mean_idle, row.number("mean_idle"), 1e-7));
    CHECK(agrees(result.mean_open - result.mean_idle, row.number("mean_busy"), 1e-9));
    CHECK(opens_alike(result.opened_per_request, row.number("opened_per_request")));
  }
}

TEST_CASE("the churn of pools of a few hundred agrees with the sum over all places") {
  for (const double erlangs : {0.5, 20.0, 70.0, 110.0, 160.0, 260.0, 333.3, 700.0}) {
    for (const Count pool_size : {0, 1, 2, 4, 5, 9, 20, 50, 100, 140, 200, 300, 500}) {
      for (const Count max_overflow : {1, 30, 60, 110, 200, 310, 500}) {
        CAPTURE(erlangs);
        CAPTURE(pool_size);
        CAPTURE(max_overflow);
        const Churn expected = gone_through(pool_size, pool_size + max_overflow, erlangs);
        const Churn result = churn(pool_size, max_overflow, {erlangs}, 0);
        CHECK(agrees(result.mean_idle, expected.mean_idle, 1.5e-7));
        CHECK(agrees(result.mean_open, expected.mean_open, 1e-7));
        CHECK(opens_alike(result.opened_per_request, expected.opened_per_request));
      }
    }
  }
}

TEST_CASE(
    "the churn of pools that leave something out at one end or both agrees with the sum over all places") {
  struct Row {
    Count pool_size;
    Count max_overflow;
    double erlangs;
  };
  for (const Row& row : {Row{300, 700, 400}, Row{900, 300, 500}, Row{20, 1500, 0.5}, Row{3, 1200, 1100},
                         Row{1000, 400, 800}, Row{600, 2100, 800}, Row{1500, 1500, 800}}) {
    CAPTURE(row.pool_size);
    const Churn expected = gone_through(row.pool_size, row.pool_size + row.max_overflow, row.erlangs);
    const Churn result = churn(row.pool_size, row.max_overflow, {row.erlangs}, 0);
    CHECK(agrees(result.mean_idle, expected.mean_idle, 1e-6));
    CHECK(opens_alike(result.opened_per_request, expected.opened_per_request));
  }
}

TEST_CASE("the churn of pools at random agrees with the sum over all places") {
  std::mt19937_64 random(20'261'126);
  const auto share = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  for (int i = 0; i < 300; ++i) {
    const double places = 150 * std::pow(10, share());
    const auto capacity = static_cast<Count>(places);
    const double erlangs = i % 2 == 0 ? places * (0.3 + 0.9 * share())
                                      : std::max(1.0, places - (30 * share() - 8) * std::sqrt(places));
    const auto kept =
        static_cast<Count>(i % 3 == 0 ? 0.95 * places * share() : std::pow(0.9 * places, share()));
    CAPTURE(kept);
    CAPTURE(capacity);
    CAPTURE(erlangs);
    const Churn expected = gone_through(kept, capacity, erlangs);
    const Churn result = churn(kept, capacity - kept, {erlangs}, 0);
    CHECK(agrees(result.mean_idle, expected.mean_idle, 1e-6));
    CHECK(opens_alike(result.opened_per_request, expected.opened_per_request));
  }
}

TEST_CASE("hardly any load keeps what is opened and what is idle numbers") {
  for (const double erlangs : {1e-300, 1e-30, 1e-9, 1e-5, 1e-3}) {
    CAPTURE(erlangs);
    const Churn result = churn(5, 200, {erlangs}, 0);
    CHECK(result.opened_per_request < 1e-10);
    CHECK(agrees(result.mean_idle, 5 - erlangs, 1e-9));
    CHECK(agrees(churn(0, 200, {erlangs}, 0).opened_per_request, 1, 1e-12));
  }
}

TEST_CASE("at any capacity up to 10^9 what comes out is a number that can be") {
  for (int i = 0; i < 15; ++i) {
    const double erlangs = 0.001 * std::pow(7, i);
    for (Count kept = 1; kept < 500'000'000; kept *= 3) {
      for (Count more = 1; more < 500'000'000; more *= 4) {
        CAPTURE(erlangs);
        CAPTURE(kept);
        CAPTURE(more);
        const Churn result = churn(kept, more, {erlangs}, 0);
        const double slack = 1 + 1e-7;
        CHECK((result.opened_per_request >= 0 && result.opened_per_request <= slack));
        CHECK((result.mean_idle >= 0 && result.mean_idle <= static_cast<double>(kept) * slack));
        CHECK((result.mean_open >= 0 && result.mean_open <= static_cast<double>(kept + more) * slack));
      }
    }
  }
}
