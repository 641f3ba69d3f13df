#include <poolsize/recommendation.hpp>

#include <doctest/doctest.h>

#include <algorithm>

using namespace poolsize;
using namespace poolsize::literals;

namespace {

Question asked(Rate rate, Duration hold) {
  const Workload workload{.rate = rate, .hold = Exponential{hold}};
  return {.workloads = Workloads{workload, workload}};
}

const std::string& reason(const Recommendation& answer, std::string_view setting) {
  return std::ranges::find(answer.reasons, setting, &Reason::setting)->text;
}

}  // namespace

TEST_CASE("the formula's settings, where they meet goal and budget") {
  const Recommendation answer = recommend(asked(100_per_s, 100_ms));
  CHECK(answer.settings == Formula{}.settings(Load{10}));
  CHECK(answer.bound_by == BoundBy::formula);
  CHECK(answer.meets_goal);
  CHECK(answer.fits());
  CHECK(reason(answer, "pool_size") == "100/s × 100 ms × 1.2 = 12, rounded up to a multiple of 5");
  CHECK(reason(answer, "max_overflow") == "2 × pool_size");
}

TEST_CASE("each instance gets its share") {
  Question question = asked(100_per_s, 100_ms);
  question.deployment.instances = 4;
  const Recommendation answer = recommend(question);
  CHECK(answer.settings.sqlalchemy->pool_size == 5);
  CHECK(answer.settings.sqlalchemy->max_overflow == 10);
  CHECK(reason(answer, "pool_size") ==
        "100/s ÷ 4 instances × 100 ms × 1.2 = 3, rounded up to a multiple of 5");
}

// M/M/14 with 10 erlangs and 100 ms: C(14, 10) = 0.174, P(W > 100 ms) = C e^-4 = 0.00319 ≤ 0.01; with 13
// servers C = 0.285, C e^-3 = 0.0142 > 0.01. (Erlang C by the recurrence B(n) = aB(n-1) / (n + aB(n-1)), C =
// B / (1 - ρ(1 - B)).)
TEST_CASE("the smallest settings that meet the goal") {
  const Recommendation answer = recommend(asked(100_per_s, 100_ms));
  CHECK(answer.smallest->sqlalchemy->capacity() == 14);
  CHECK(answer.smallest->asyncpg->max_size == 14);
  CHECK(answer.smallest->sqlalchemy->pool_timeout == 30_s);
}

TEST_CASE("method goal takes the smallest") {
  Question question = asked(100_per_s, 100_ms);
  question.method = Method::goal;
  const Recommendation answer = recommend(question);
  CHECK(answer.settings == answer.smallest);
  CHECK(answer.bound_by == BoundBy::goal);
  CHECK(reason(answer, "pool_size") ==
        "the smallest that opens a connection on at most 1 % of the checkouts");
  CHECK(reason(answer, "asyncpg max_size") == "the smallest with which p99 of the waits is at most 100 ms");
}

TEST_CASE("a formula without headroom is raised to the goal") {
  Question question = asked(100_per_s, 100_ms);
  question.formula = {.headroom = 0.4, .round_to = 1};  // 4 + 8 connections for 10 erlangs
  const Recommendation answer = recommend(question);
  CHECK(answer.bound_by == BoundBy::goal);
  CHECK(answer.settings.sqlalchemy->capacity() == 14);
  CHECK(answer.settings.asyncpg->max_size == 14);
  CHECK(reason(answer, "asyncpg max_size").find("raised from 8 so that p99") != std::string::npos);

  question.method = Method::formula;
  const Recommendation forced = recommend(question);
  CHECK(forced.settings.sqlalchemy->capacity() == 12);
  CHECK(forced.bound_by == BoundBy::formula);
  CHECK_FALSE(forced.meets_goal);
  CHECK_FALSE(forced.fits());
}

TEST_CASE("a budget cuts overflow first, down to what still meets the goal") {
  Question question = asked(100_per_s, 100_ms);
  struct Row {
    Count available, sqlalchemy, asyncpg;
    BoundBy bound;
  };
  for (const Row& row : {Row{75, 45, 30, BoundBy::formula}, Row{74, 44, 30, BoundBy::budget},
                         Row{28, 14, 14, BoundBy::budget}}) {
    CAPTURE(row.available);
    question.server = ServerLimits{.max_connections = row.available, .reserved = 0};
    const Recommendation answer = recommend(question);
    CHECK(answer.bound_by == row.bound);
    CHECK(answer.settings.sqlalchemy->capacity() == row.sqlalchemy);
    CHECK(answer.settings.sqlalchemy->pool_size == std::min<Count>(15, row.sqlalchemy));
    CHECK(answer.settings.asyncpg->max_size == row.asyncpg);
    CHECK(answer.budget->demand == row.sqlalchemy + row.asyncpg);
    CHECK(answer.fits());
    CHECK_FALSE(answer.remedies.has_value());
  }
}

TEST_CASE("for every budget the answer fits, or nothing does") {
  Question question = asked(300_per_s, 50_ms);
  question.deployment = {.instances = 3, .engines = 2, .surge = {.instances = 1}};
  const Count least = demand(recommend(question).smallest.value(), question.deployment).value();
  for (Count available = 1; available < 500; ++available) {
    CAPTURE(available);
    question.server = ServerLimits{.max_connections = available, .reserved = 0};
    const Recommendation answer = recommend(question);
    CHECK(answer.fits() == (available >= least));
    CHECK(answer.meets_goal);
    CHECK(answer.settings.asyncpg->min_size <= answer.settings.asyncpg->max_size);
    CHECK(answer.settings.sqlalchemy->max_overflow >= 0);
    CHECK(answer.remedies.has_value() == !answer.fits());
  }
}

TEST_CASE("what would help where nothing fits does help") {
  Question question = asked(4000_per_s, 250_ms);
  question.server = ServerLimits{};
  const Recommendation answer = recommend(question);
  CHECK_FALSE(answer.fits());
  CHECK(answer.bound_by == BoundBy::budget);
  CHECK(answer.settings == answer.smallest);
  REQUIRE(answer.remedies.has_value());

  SUBCASE("a larger server") {
    question.server->max_connections = answer.remedies->max_connections;
    CHECK(recommend(question).fits());
    --question.server->max_connections;
    CHECK_FALSE(recommend(question).fits());
  }
  SUBCASE("a shorter hold time") {
    Question shorter = asked(4000_per_s, *answer.remedies->mean_hold);
    shorter.server = ServerLimits{};
    CHECK(recommend(shorter).fits());
    shorter = asked(4000_per_s, *answer.remedies->mean_hold * 1.02);
    shorter.server = ServerLimits{};
    CHECK_FALSE(recommend(shorter).fits());
  }
  SUBCASE("a PgBouncer") {
    const Workload transactions{.rate = 4000_per_s, .hold = Exponential{*answer.remedies->transaction}};
    CHECK(meets(
        predict(AsyncpgSettings{.max_size = answer.remedies->pgbouncer_pool_size}, transactions, Goal{}),
        Goal{}));
    CHECK(answer.remedies->pgbouncer_pool_size == 97);
    CHECK(answer.remedies->pgbouncer_clients == demand(*answer.smallest, {}));
  }
}

TEST_CASE("with users alone the tier's row is the answer") {
  Question question;
  question.tier = &tier_for(300);
  const Recommendation answer = recommend(question);
  CHECK(answer.settings == find_tier("medium")->settings);
  CHECK(answer.bound_by == BoundBy::tier);
  CHECK_FALSE(answer.smallest.has_value());
  CHECK(reason(answer, "pool_size") == "the row of the tier medium: 100 to 499 users");
}

TEST_CASE("a tier gives up its overflow for the budget, and no more") {
  Question question;
  question.tier = &tier_for(300);  // 10 + 20 and asyncpg 5 to 20
  question.server = ServerLimits{.max_connections = 40, .reserved = 0};
  Recommendation answer = recommend(question);
  CHECK(answer.fits());
  CHECK(answer.bound_by == BoundBy::budget);
  CHECK(answer.settings.sqlalchemy->pool_size == 10);
  CHECK(answer.budget->demand == 40);

  question.server->max_connections = 14;
  answer = recommend(question);
  CHECK_FALSE(answer.fits());
  CHECK(answer.budget->demand == 15);
}

TEST_CASE("only the pools that a process has") {
  Question question = asked(100_per_s, 100_ms);
  question.pools = Pools::asyncpg;
  Recommendation answer = recommend(question);
  CHECK_FALSE(answer.settings.sqlalchemy.has_value());
  CHECK(answer.settings.asyncpg->max_size == 30);
  CHECK(answer.reasons.size() == 3);

  question.pools = Pools::sqlalchemy;
  answer = recommend(question);
  CHECK(answer.settings.sqlalchemy->pool_size == 15);
  CHECK_FALSE(answer.settings.asyncpg.has_value());
  CHECK(answer.reasons.size() == 4);
}

TEST_CASE("the pool gives up before its client does") {
  Question question = asked(100_per_s, 100_ms);
  for (const auto& [request, pool] :
       {std::pair{120_s, 30_s}, std::pair{60_s, 30_s}, std::pair{11_s, 5_s}, std::pair{1_s, 500_ms}}) {
    question.request_timeout = request;
    CHECK(recommend(question).settings.sqlalchemy->pool_timeout == pool);
  }
}

TEST_CASE("pools with loads of their own") {
  Question question = asked(100_per_s, 100_ms);
  question.workloads->asyncpg.rate = 10_per_s;
  const Recommendation answer = recommend(question);
  CHECK(answer.settings.sqlalchemy->pool_size == 15);
  CHECK(answer.settings.asyncpg->max_size == 10);
  CHECK(answer.prediction.asyncpg->offered_load.erlangs == doctest::Approx(1).epsilon(1e-15));
}
