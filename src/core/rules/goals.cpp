// What the models say that the pools will do to the traffic.
#include "core/sizing.hpp"
#include "cures.hpp"
#include "families.hpp"
#include "wording.hpp"

#include <fmt/format.h>

namespace poolsize {
namespace {

constexpr Threshold most_utilisation{
    .name = "utilisation",
    .value = 0.8,
    .unit = "of the capacity busy on average",
    .least = 0.01,
    .most = 1,
    .why = "above it, a rise of the traffic by a quarter is more than the pool can carry"};

constexpr Threshold most_times_smallest{
    .name = "times",
    .value = 4,
    .unit = "times the smallest capacity that meets the goal",
    .least = 1,
    .most = 1000,
    .why =
        "the formula's total is 3 × 1.2 = 3.6 times the offered load: more than four times what is needed is "
        "more than poolsize would ask for"};

constexpr Threshold most_opening{.name = "share",
                                 .value = 0.05,
                                 .unit = "of the checkouts",
                                 .least = 0,
                                 .most = 1,
                                 .why =
                                     "one checkout in twenty: opening connections then shows in the p95 of "
                                     "the waits"};

/// A remark about every pool with a limit and a prediction for which `judge` has one.
template <class Judge>
Remarks for_each_pool(const Subject& subject, Judge judge) {
  Remarks remarks;
  for (const Pool& pool : subject.pools()) {
    const Prediction* prediction = subject.predicted(pool.kind);
    if (!pool.capacity || prediction == nullptr) continue;
    if (std::optional<Remark> remark = judge(pool, *prediction)) {
      remark->about = pool.about;
      remarks.push_back(*std::move(remark));
    }
  }
  return remarks;
}

/// What becomes of a queue that grows.
std::string until_when(const Subject& subject, PoolKind kind) {
  const auto patience = kind == PoolKind::sqlalchemy
                            ? std::optional(subject.settings().sqlalchemy->pool_timeout)
                            : subject.question().acquire_timeout;
  return patience ? fmt::format("until requests time out after {}", to_string(*patience)) : "without end";
}

constexpr Rule overloaded{
    .id = "overloaded",
    .severity = Severity::error,
    .title = "the offered load is at or above the capacity",
    .needs = {Need::traffic},
    .why =
        "More work arrives than all connections together can do, so that the queue grows for as long as this "
        "lasts. With SQLAlchemy it grows until so many requests give up after pool_timeout that the rest can "
        "be served, each after nearly the whole timeout; asyncpg has no timeout and its queue never ends. No "
        "timeout, retry or pre-ping setting changes that.",
    .cure = "Raise the capacity above the offered load, or hold connections for a shorter time.",
    .sources = {"Little 1961: arrival rate × hold time is the mean number of busy connections",
                "Zeltyn & Mandelbaum 2005: the M/M/c+D queue, also when overloaded",
                "MagicStack/asyncpg #1247"},
    .check =
        [](const Subject& subject) {
          return for_each_pool(
              subject, [&](const Pool& pool, const Prediction& prediction) -> std::optional<Remark> {
                if (prediction.stable) return std::nullopt;
                return Remark{.message = fmt::format(
                                  "{}: {} is asked for more than it can carry, and the queue grows {}",
                                  load_on(prediction, pool), pool.name, until_when(subject, pool.kind)),
                              .cure = sizing_cure(subject, pool)};
              });
        },
};

constexpr Rule wait_over_goal{
    .id = "wait-over-goal",
    .severity = Severity::error,
    .title = "the predicted wait misses the goal",
    .needs = {Need::traffic},
    .why =
        "More requests than the goal allows have to wait longer than it allows before they have a "
        "connection, "
        "those that time out counted among them. A wait adds to every response, whatever the query takes, "
        "and "
        "while it lasts the request holds its worker, its memory and its client. By default 99 % of requests "
        "shall have a connection within 100 ms.",
    .cure =
        "Give the pool the sizes that meet the goal, or change the goal with --max-wait and --percentile.",
    .sources = {"Erlang 1917; Zeltyn & Mandelbaum 2005: M/M/c and M/M/c+D",
                "DATABASE_POOL_CONFIGURATION.md, Key Metrics: connection wait time below 100 ms"},
    .check =
        [](const Subject& subject) {
          const Goal& goal = subject.question().goal;
          return for_each_pool(
              subject, [&](const Pool& pool, const Prediction& prediction) -> std::optional<Remark> {
                const double allowed = 1 - goal.percentile;
                if (!prediction.wait || !above(prediction.wait->over_goal, allowed)) return std::nullopt;
                return Remark{
                    .message = fmt::format(
                        "{} of the requests will wait longer than {} for a connection of {} ({}); the "
                        "goal allows {}",
                        percent_above(prediction.wait->over_goal, allowed), to_string(goal.max_wait),
                        pool.name, load_on(prediction, pool), percent(allowed)),
                    .cure = sizing_cure(subject, pool)};
              });
        },
};

/// A longer timeout where that is enough, else more capacity.
std::string fewer_timeouts(const Subject& subject, const Pool& pool) {
  const auto enough = pool.kind == PoolKind::sqlalchemy ? sufficient_timeout(subject) : std::nullopt;
  return enough ? pool_timeout_cure(subject, *enough) : sizing_cure(subject, pool);
}

constexpr Rule timeouts_over_goal{
    .id = "timeouts-over-goal",
    .severity = Severity::error,
    .title = "the predicted time-outs miss the goal",
    .needs = {Need::traffic},
    .why =
        "Each of them is a TimeoutError, \"QueuePool limit of size … overflow … reached\", and a failed "
        "request. They come in bursts: when one request finds the pool exhausted, so do those around it. By "
        "default one request in a thousand may time out.",
    .cure =
        "Give the pool the sizes that meet the goal; a longer pool_timeout helps only where there is "
        "capacity "
        "enough.",
    .sources = {"Zeltyn & Mandelbaum 2005: the M/M/c+D queue", "sqlalche.me/e/20/3o7r",
                "mitodl/ol-infrastructure PR #5497: 1,071 pool time-outs in 41 minutes"},
    .check =
        [](const Subject& subject) {
          const double allowed = subject.question().goal.max_timeouts;
          return for_each_pool(
              subject, [&](const Pool& pool, const Prediction& prediction) -> std::optional<Remark> {
                if (!above(prediction.timeout_probability, allowed)) return std::nullopt;
                return Remark{
                    .message = fmt::format(
                        "{} of the requests will time out waiting for a connection of {} ({}); the goal "
                        "allows {}",
                        percent_above(prediction.timeout_probability, allowed), pool.name,
                        load_on(prediction, pool), percent(allowed)),
                    .cure = fewer_timeouts(subject, pool)};
              });
        },
};

constexpr Rule high_utilisation{
    .id = "high-utilisation",
    .severity = Severity::warning,
    .title = "utilisation is above 80 %",
    .needs = {Need::traffic},
    .thresholds = {&most_utilisation},
    .why =
        "The wait depends on what is left free, not on what is used: from 80 % to 90 % of utilisation it "
        "doubles, from 90 % to 95 % again. The goal may still be met, but a deploy, a lost instance or the "
        "next marketing mail is enough to miss it. At 100 % and above, overloaded speaks instead.",
    .cure = "Give the pool the sizes that poolsize recommends for this traffic.",
    .sources = {"Kleinrock 1975, Queueing Systems I, section 3.5: the mean wait grows with 1 / (1 − ρ)"},
    .check =
        [](const Subject& subject) {
          return for_each_pool(
              subject, [&](const Pool& pool, const Prediction& prediction) -> std::optional<Remark> {
                const double utilisation = prediction.utilisation.value_or(0);
                if (!prediction.stable || !above(utilisation, subject.limit(most_utilisation)))
                  return std::nullopt;
                std::string message = fmt::format("{} is {} busy ({})", pool.name,
                                                  percent_above(utilisation, subject.limit(most_utilisation)),
                                                  load_on(prediction, pool));
                if (utilisation < 1)
                  message +=
                      fmt::format(": {} more traffic is all that it can carry", percent(1 / utilisation - 1));
                return Remark{.message = std::move(message), .cure = sizing_cure(subject, pool)};
              });
        },
};

constexpr Rule pool_oversized{
    .id = "pool-oversized",
    .severity = Severity::warning,
    .title = "the capacity is above four times the smallest that meets the goal",
    .needs = {Need::traffic},
    .thresholds = {&most_times_smallest},
    .why =
        "The server has to be ready for every connection that a pool may open, and with it every other "
        "service that shares the server. A pool far beyond its traffic also hides what is wrong: connections "
        "that leak or are held too long are noticed only when the server runs out of them. Sizes that the "
        "formula gives are never called oversized, however small the load.",
    .cure = "Set the sizes that poolsize recommends for this traffic.",
    .sources = {"TracecatHQ/tracecat PR #1034: 100 + 100 against a server of 100",
                "langgenius/dify #21437: 150 + 30 fails where 20 × 6 works",
                "DATABASE_POOL_CONFIGURATION.md, Don'ts: excessive pool sizes"},
    .check =
        [](const Subject& subject) {
          const Question& question = subject.question();
          Remarks remarks;
          for (const Pool& pool : subject.pools()) {
            if (!pool.capacity) continue;
            const bool is_sqlalchemy = pool.kind == PoolKind::sqlalchemy;
            const Workload& asked =
                is_sqlalchemy ? question.workloads->sqlalchemy : question.workloads->asyncpg;
            const PoolSettings formula =
                question.formula.settings(asked.share(question.deployment.instances).offered_load());
            const Count usual =
                is_sqlalchemy ? formula.sqlalchemy->capacity().value() : formula.asyncpg->max_size;
            if (*pool.capacity <= usual) continue;
            const Count smallest = is_sqlalchemy ? subject.smallest().sqlalchemy->capacity().value()
                                                 : subject.smallest().asyncpg->max_size;
            const double most = subject.limit(most_times_smallest) * static_cast<double>(smallest);
            if (static_cast<double>(*pool.capacity) <= most) continue;
            remarks.push_back({.about = pool.about,
                               .message = fmt::format("{} may open {} connections where {} would meet the "
                                                      "goal: the server has to be ready for all of them",
                                                      pool.name, *pool.capacity, smallest),
                               .cure = sizing_cure(subject, pool)});
          }
          return remarks;
        },
};

/// The same capacity, with as much of it kept open as keeps churn low.
PoolSettings calmer(const Subject& subject) {
  const SqlalchemySettings& pool = *subject.settings().sqlalchemy;
  const Question& question = subject.question();
  const Workload share = subject.workloads().sqlalchemy.share(question.deployment.instances);
  PoolSettings wanted = subject.values();
  wanted.sqlalchemy = smallest_split(pool.capacity().value(), pool, share, question.goal, question.costs);
  return wanted;
}

constexpr Rule overflow_churn{
    .id = "overflow-churn",
    .severity = Severity::warning,
    .title = "more than 5 % of the checkouts open a connection",
    .needs = {Need::traffic},
    .thresholds = {&most_opening},
    .why =
        "SQLAlchemy closes a returned connection when pool_size are idle already, and opens one again as "
        "soon "
        "as demand is back above that. Where demand moves across pool_size all the time, a good part of the "
        "requests pays for a connect, with TLS and authentication tens of milliseconds, and the server forks "
        "as many processes. The same capacity with a larger pool_size and a smaller max_overflow has none of "
        "this.",
    .cure = "Move connections from max_overflow to pool_size; the capacity stays the same.",
    .sources = {"sqlalchemy/pool/impl.py, QueuePool._do_return_conn; util/queue.py",
                "sqlalchemy/sqlalchemy #7059: connects and closes up to out of memory"},
    .check = [](const Subject& subject) -> Remarks {
      const Prediction* prediction = subject.predicted(PoolKind::sqlalchemy);
      if (prediction == nullptr || !prediction->connections.opened) return {};
      const Count instances = subject.question().deployment.instances;
      const Rate asked = subject.workloads().sqlalchemy.share(instances).rate;
      const double opening = prediction->connections.opened->per_second / asked.per_second;
      if (!above(opening, subject.limit(most_opening))) return {};
      return {{.about = subject.pools().front().about,
               .message = fmt::format("{} of the checkouts will open a connection ({}{}): demand moves "
                                      "across {} all the time",
                                      percent_above(opening, subject.limit(most_opening)),
                                      to_string(*prediction->connections.opened),
                                      instances == 1 ? "" : " an instance", stated(subject, knob::pool_size)),
               .cure = set_cure(subject, calmer(subject))}};
    },
};

constexpr std::array family{overloaded,       wait_over_goal, timeouts_over_goal,
                            high_utilisation, pool_oversized, overflow_churn};
static_assert(well_formed(family));

}  // namespace

std::span<const Rule> goal_rules() { return family; }

}  // namespace poolsize
