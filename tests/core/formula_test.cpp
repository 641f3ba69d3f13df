#include <poolsize/formula.hpp>
#include <poolsize/tiers.hpp>

#include <doctest/doctest.h>

using namespace poolsize;
using namespace poolsize::literals;

TEST_CASE("the formula multiplies and rounds up") {
  struct Row {
    const char* name;
    Load load;
    Formula formula;
    Count needed;
    Count pool_size;
  };
  for (const Row& row : {
           Row{"the published example", 100_per_s * 100_ms, {}, 12, 15},
           Row{"a quarter of it", 25_per_s * 100_ms, {}, 3, 5},
           Row{"whole up to rounding", Load{30 * 0.1}, {.headroom = 1}, 3, 5},
           Row{"already a multiple", Load{12.5}, {}, 15, 15},
           Row{"just above a multiple", Load{12.51}, {}, 16, 20},
           Row{"hardly any load", Load{1e-9}, {}, 1, 5},
           Row{"no rounding", Load{10}, {.round_to = 1}, 12, 12},
           Row{"no headroom", Load{10}, {.headroom = 1}, 10, 10},
           Row{"a large load", Load{1e8}, {}, 120'000'000, 120'000'000},
       }) {
    CAPTURE(row.name);
    CHECK(row.formula.needed(row.load) == row.needed);
    CHECK(row.formula.pool_size(row.load) == row.pool_size);
  }
}

TEST_CASE("what follows from the formula's pool_size") {
  const PoolSettings settings = Formula{}.settings(Load{10});
  CHECK(settings.sqlalchemy ==
        SqlalchemySettings{.pool_size = 15, .max_overflow = 30, .pool_timeout = 30_s, .pre_ping = true});
  CHECK(settings.asyncpg == AsyncpgSettings{.min_size = 7, .max_size = 30, .command_timeout = 60_s});
}

TEST_CASE("tiers begin where the one below ends") {
  struct Row {
    Count users;
    const char* tier;
    Count pool_size, max_overflow, min_size, max_size;
  };
  for (const Row& row : {Row{0, "low", 5, 10, 2, 10}, Row{99, "low", 5, 10, 2, 10},
                         Row{100, "medium", 10, 20, 5, 20}, Row{499, "medium", 10, 20, 5, 20},
                         Row{500, "high", 20, 30, 10, 50}, Row{1'000'000, "high", 20, 30, 10, 50}}) {
    CAPTURE(row.users);
    const Tier& tier = tier_for(row.users);
    CHECK(tier.name == row.tier);
    CHECK(tier.settings.sqlalchemy->pool_size == row.pool_size);
    CHECK(tier.settings.sqlalchemy->max_overflow == row.max_overflow);
    CHECK(tier.settings.asyncpg->min_size == row.min_size);
    CHECK(tier.settings.asyncpg->max_size == row.max_size);
    CHECK(tier.settings.sqlalchemy->pool_timeout == 30_s);
    CHECK(tier.settings.sqlalchemy->pre_ping);
    CHECK(tier.settings.asyncpg->command_timeout == 60_s);
    CHECK(find_tier(row.tier) == &tier);
  }
  CHECK(find_tier("middling") == nullptr);
}
