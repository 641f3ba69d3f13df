#include <poolsize/deployment.hpp>

#include <doctest/doctest.h>

using namespace poolsize;

TEST_CASE("a share of surge is rounded up, as Kubernetes does") {
  struct Row {
    Surge surge;
    Count running, beside;
  };
  for (const Row& row : {Row{{}, 4, 0}, Row{{.instances = 1}, 4, 1}, Row{{.share = 0.25}, 4, 1},
                         Row{{.share = 0.25}, 5, 2}, Row{{.share = 0.1}, 10, 1}, Row{{.share = 0.1}, 30, 3},
                         Row{{.share = 1}, 7, 7}, Row{{.share = 0.25}, 1, 1}}) {
    CHECK(row.surge.beside(row.running) == row.beside);
  }
}

TEST_CASE("demand counts pools, engines, instances and surge") {
  const SqlalchemySettings sqlalchemy{.pool_size = 5, .max_overflow = 10};
  const AsyncpgSettings asyncpg{.max_size = 10};
  const Deployment deployment{.instances = 4, .engines = 2, .surge = {.share = 0.25}};

  CHECK(demand({.sqlalchemy = sqlalchemy}, {}) == 15);
  CHECK(demand({.asyncpg = asyncpg}, {}) == 10);
  CHECK(demand({sqlalchemy, asyncpg}, {}) == 25);
  CHECK(demand({sqlalchemy, asyncpg}, deployment) == (15 * 2 + 10) * 5);
  CHECK(demand({}, deployment) == 0);
  CHECK(demand({SqlalchemySettings{.max_overflow = -1}, asyncpg}, {}) == std::nullopt);
  CHECK(demand({SqlalchemySettings{.pool_size = 0}, {}}, {}) == std::nullopt);
}

TEST_CASE("what a server can give") {
  CHECK(ServerLimits{}.available() == 97);
  CHECK(ServerLimits{.max_connections = 200, .reserved = 5, .other_connections = 40}.available() == 155);
  CHECK(ServerLimits{.max_connections = 3, .reserved = 3, .other_connections = 1}.available() == 0);
  CHECK(Budget{97, 97}.fits());
  CHECK_FALSE(Budget{98, 97}.fits());
  CHECK_FALSE(Budget{std::nullopt, 97}.fits());
}
