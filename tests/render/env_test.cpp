#include "render/env.hpp"

#include <doctest/doctest.h>

using namespace poolsize;

namespace {

const PoolSettings both{
    SqlalchemySettings{.pool_size = 15, .max_overflow = 30, .pool_timeout = {2.5}, .pre_ping = false},
    AsyncpgSettings{.min_size = 7, .max_size = 30}};

}  // namespace

TEST_CASE("an env file") {
  CHECK(render::to_env(both, "DATABASE_") == R"(DATABASE_POOL_SIZE=15
DATABASE_MAX_OVERFLOW=30
DATABASE_POOL_TIMEOUT=2.5
DATABASE_POOL_PRE_PING=false
DATABASE_ASYNCPG_POOL_MIN_SIZE=7
DATABASE_ASYNCPG_POOL_MAX_SIZE=30
DATABASE_ASYNCPG_COMMAND_TIMEOUT=60
)");
}

TEST_CASE("a Kubernetes env list has strings only") {
  CHECK(render::to_yaml({.asyncpg = both.asyncpg}, "DB_") == R"(- name: DB_ASYNCPG_POOL_MIN_SIZE
  value: "7"
- name: DB_ASYNCPG_POOL_MAX_SIZE
  value: "30"
- name: DB_ASYNCPG_COMMAND_TIMEOUT
  value: "60"
)");
}

TEST_CASE("Python's own words") {
  CHECK(render::to_python(both) == R"(engine = create_async_engine(
    database_url,
    pool_size=15,
    max_overflow=30,
    pool_timeout=2.5,
    pool_pre_ping=False,
)
pool = await asyncpg.create_pool(
    database_url,
    min_size=7,
    max_size=30,
    command_timeout=60,
)
)");
}
