// Whether PostgreSQL can give what the pools may ask for.
#include "core/budgeting.hpp"
#include "cures.hpp"
#include "families.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <cmath>

namespace poolsize {
namespace {

constexpr Threshold most_of_budget{
    .name = "share",
    .value = 0.9,
    .unit = "of the connections that the server can give",
    .least = 0.01,
    .most = 1,
    .why =
        "the last tenth is for what nobody counts: migrations, psql, sessions of instances that were killed"};

constexpr Threshold busy_per_core{.name = "per_core",
                                  .value = 2,
                                  .unit = "busy connections per core",
                                  .least = 0.1,
                                  .most = 1000,
                                  .why =
                                      "wiki.postgresql.org, Number Of Database Connections: twice the cores, "
                                      "and the disks that seek at once"};

constexpr Threshold busy_beside{.name = "beside",
                                .value = 1,
                                .unit = "busy connections beside these",
                                .least = 0,
                                .most = 1000,
                                .why = "the same page's effective_spindle_count: an SSD counts as one"};

/// What the pools ask of the server, as it would be added up on paper.
struct Demand {
  Count each = 0;    ///< connections of one instance
  std::string sum;   ///< "15 × 2 engines + 10"
  Count steady = 0;  ///< of all instances
  Count peak = 0;    ///< while a rollout runs
  Count available = 0;
};

/// Nothing if the demand is not known, has no limit, or ends at a PgBouncer that shares server connections
/// between transactions.
std::optional<Demand> demand_on_server(const Subject& subject) {
  const Question& question = subject.question();
  const std::vector<Pool> pools = subject.pools();
  if (!subject.complete() || pools.empty() || subject.pooler() == Pooler::pgbouncer_transaction)
    return std::nullopt;
  const std::optional<Count> each = connections_per_instance(subject.settings(), question.deployment);
  if (!each) return std::nullopt;

  Demand demand{.each = *each,
                .sum = "",
                .steady = *each * question.deployment.instances,
                .peak = *each * question.deployment.peak_instances(),
                .available = question.server->available()};
  for (const Pool& pool : pools) {
    const Count engines = pool.kind == PoolKind::sqlalchemy ? question.deployment.engines : 1;
    demand.sum += fmt::format("{}{}{}", demand.sum.empty() ? "" : " + ", *pool.capacity,
                              engines == 1 ? "" : fmt::format(" × {} engines", engines));
  }
  return demand;
}

/// "(45 + 10) × 3 instances = 165"
std::string arithmetic(const Demand& demand, std::string_view times, Count total) {
  const bool is_sum = demand.sum.find_first_not_of("0123456789") != std::string::npos;
  if (times.empty()) return is_sum ? fmt::format("{} = {}", demand.sum, total) : demand.sum;
  const bool adds = demand.sum.find('+') != std::string::npos;
  return fmt::format("{}{}{} × {} = {}", adds ? "(" : "", demand.sum, adds ? ")" : "", times, total);
}

std::string steady_arithmetic(const Subject& subject, const Demand& demand) {
  const Count instances = subject.question().deployment.instances;
  return arithmetic(demand, instances == 1 ? "" : fmt::format("{} instances", instances), demand.steady);
}

std::string peak_arithmetic(const Subject& subject, const Demand& demand) {
  const Deployment& deployment = subject.question().deployment;
  return arithmetic(demand,
                    fmt::format("({} {} + {} surge)", deployment.instances,
                                deployment.instances == 1 ? "instance" : "instances",
                                deployment.peak_instances() - deployment.instances),
                    demand.peak);
}

/// "97 available (100 − 3 reserved)"
std::string available_words(const ServerLimits& server) {
  std::string taken;
  if (server.reserved > 0) taken += fmt::format(" − {} reserved", server.reserved);
  if (server.other_connections > 0) taken += fmt::format(" − {} others", server.other_connections);
  return fmt::format("{} available{}", server.available(),
                     taken.empty() ? "" : fmt::format(" ({}{})", server.max_connections, taken));
}

constexpr double rounding = 1e-6;  // 0.9 × 70 is less than 63 in doubles

/// The sizes that fit, each pool cut by the same part of what it can spare, or the server that would do.
/// `share` of what the server can give may be asked for.
std::string budget_cure(const Subject& subject, const Demand& demand, double share = 1) {
  const Question& question = subject.question();
  const PoolSettings& now = subject.settings();
  PoolSettings least = now;
  if (least.sqlalchemy) {
    const Count needed = question.workloads ? subject.smallest().sqlalchemy->capacity().value() : 1;
    least.sqlalchemy->pool_size = std::min(needed, now.sqlalchemy->capacity().value());
    least.sqlalchemy->max_overflow = 0;
  }
  if (least.asyncpg) {
    const Count needed = question.workloads ? subject.smallest().asyncpg->max_size : 1;
    least.asyncpg->max_size = std::min(needed, now.asyncpg->max_size);
  }
  const auto needed = static_cast<Count>(std::ceil(static_cast<double>(demand.peak) / share - rounding));
  const std::string raise = fmt::format(
      "raise max_connections to {}", needed + question.server->reserved + question.server->other_connections);
  const auto room = static_cast<Count>(std::floor(static_cast<double>(demand.available) * share + rounding));
  const std::optional<PoolSettings> cut =
      cut_to_fit(now, least, question.deployment, {.max_connections = room, .reserved = 0});
  if (!cut) return raise + ", run fewer instances, or put a PgBouncer in transaction mode between";
  PoolSettings wanted = subject.values();
  if (cut->sqlalchemy) wanted.sqlalchemy = cut->sqlalchemy;
  if (cut->asyncpg) wanted.asyncpg = cut->asyncpg;
  return fmt::format("{}, or {}", set_cure(subject, wanted), raise);
}

const Variable* about_sizes(const Subject& subject) { return subject.pools().front().about; }

constexpr Rule budget_exceeded{
    .id = "budget-exceeded",
    .severity = Severity::error,
    .title = "the pools may ask for more connections than the server has",
    .needs = {Need::server},
    .why =
        "When all pools are full at once, PostgreSQL refuses the connections beyond its limit with \"sorry, "
        "too "
        "many clients already\" or \"remaining connection slots are reserved\", for every service on it, "
        "migrations and monitoring included. It need not happen on a quiet day; it happens on the day of the "
        "peak. A larger pool makes it worse. Demand is capacity × engines + asyncpg's max_size, for every "
        "instance. Behind a PgBouncer in transaction mode the rule is silent: there its pool is what counts.",
    .cure =
        "Cut the pools to what fits, raise max_connections, or share server connections through PgBouncer.",
    .sources = {"www.postgresql.org/docs, Connections and Authentication: max_connections",
                "fastapi/full-stack-fastapi-template #1: 96 workers × 10", "apache/airflow #26756"},
    .check = [](const Subject& subject) -> Remarks {
      const auto demand = demand_on_server(subject);
      if (!demand || demand->steady <= demand->available) return {};
      return {{.about = about_sizes(subject),
               .message = fmt::format(
                   "the pools may open {} connections of {}: PostgreSQL refuses the rest with \"too "
                   "many clients already\"",
                   steady_arithmetic(subject, *demand), available_words(*subject.question().server)),
               .cure = budget_cure(subject, *demand)}};
    },
};

constexpr Rule rollout_exceeds_budget{
    .id = "rollout-exceeds-budget",
    .severity = Severity::error,
    .title = "the pools of a rollout may ask for more connections than the server has",
    .needs = {Need::server, Need::surge},
    .why =
        "While a rollout runs, new instances stand beside the old ones, and Kubernetes starts maxSurge of "
        "them "
        "before it stops any. The new ones then cannot connect and never become ready, so the rollout hangs, "
        "or they take the connections from those that serve. Old instances that are still draining count "
        "too. "
        "Where the demand is too high even without the surge, budget-exceeded speaks instead.",
    .cure = "Leave room for the surge: smaller pools, a smaller maxSurge, or a larger max_connections.",
    .sources = {"kubernetes.io/docs, Deployments: Max Surge, 25 % by default, rounded up",
                "archestra-ai/archestra PR #7872: the surge pod cannot connect",
                "uberswe/createmod.com PR #1482: rollout and autoscaler take a shared server down"},
    .check = [](const Subject& subject) -> Remarks {
      const auto demand = demand_on_server(subject);
      if (!demand || demand->steady > demand->available || demand->peak <= demand->available) return {};
      return {{.about = about_sizes(subject),
               .message = fmt::format(
                   "while a rollout runs the pools may open {} connections of {}: new instances "
                   "cannot connect",
                   peak_arithmetic(subject, *demand), available_words(*subject.question().server)),
               .cure = budget_cure(subject, *demand)}};
    },
};

constexpr Rule budget_nearly_full{
    .id = "budget-nearly-full",
    .severity = Severity::warning,
    .title = "the pools may ask for more than 90 % of the server's connections",
    .needs = {Need::server},
    .thresholds = {&most_of_budget},
    .why =
        "The demand fits, surge included, but hardly anything else does: a migration, a cron job, somebody "
        "with "
        "psql during an incident, or the sessions of an instance that was killed and that PostgreSQL has not "
        "noticed yet. What is known of them belongs into --other-connections.",
    .cure = "Leave a tenth of the connections free.",
    .sources = {"encode/hostedapi #65: migrations fail where the workers take all slots",
                "prometheus-community/postgres_exporter, mixin: PostgreSQLTooManyConnections"},
    .check = [](const Subject& subject) -> Remarks {
      const auto demand = demand_on_server(subject);
      if (!demand || demand->peak > demand->available) return {};
      const double share = static_cast<double>(demand->peak) / static_cast<double>(demand->available);
      const double most = subject.limit(most_of_budget);
      if (!above(share, most)) return {};
      const ServerLimits& server = *subject.question().server;
      return {{.about = about_sizes(subject),
               .message = fmt::format("the pools may open {} connections, {} of {}: migrations, psql and "
                                      "sessions that linger hardly find one",
                                      demand->peak == demand->steady ? steady_arithmetic(subject, *demand)
                                                                     : peak_arithmetic(subject, *demand),
                                      percent_above(share, most), available_words(server)),
               .cure = budget_cure(subject, *demand, most)}};
    },
};

/// Connections that are busy on the server. Where both pools are sized for the same requests, a request takes
/// one way or the other; otherwise their loads add up.
double busy_on_server(const Subject& subject) {
  const Prediction* sqlalchemy = subject.predicted(PoolKind::sqlalchemy);
  const Prediction* asyncpg = subject.predicted(PoolKind::asyncpg);
  const double first = sqlalchemy == nullptr ? 0 : sqlalchemy->mean_busy;
  const double second = asyncpg == nullptr ? 0 : asyncpg->mean_busy;
  const bool same = subject.workloads().sqlalchemy == subject.workloads().asyncpg;
  return (same ? std::max(first, second) : first + second) *
         static_cast<double>(subject.question().deployment.instances);
}

constexpr Rule busy_above_cores{
    .id = "busy-above-cores",
    .severity = Severity::warning,
    .title = "more connections are busy on average than 2 × cores + 1",
    .needs = {Need::traffic, Need::db_cores},
    .thresholds = {&busy_per_core, &busy_beside},
    .why =
        "A server with more active connections than it has cores and disks to serve them makes each of them "
        "slower: they queue for the processor, for locks and for the disk, where nothing limits or measures "
        "the queue. Then hold times grow, and with them the load. A larger pool is no help; the queue "
        "belongs "
        "in front of the server. Connections that are held while the application does something else are "
        "busy "
        "here and cost the server little: then the hold time is what to look at.",
    .cure = "Hold connections for a shorter time, or give the server more cores.",
    .sources =
        {"wiki.postgresql.org, Number Of Database Connections: (core_count × 2) + effective_spindle_count",
         "github.com/brettwooldridge/HikariCP/wiki, About Pool Sizing"},
    .check = [](const Subject& subject) -> Remarks {
      const double busy = busy_on_server(subject);
      const Count cores = *subject.input().db_cores;
      const double per_core = subject.limit(busy_per_core);
      const double beside = subject.limit(busy_beside);
      const double most = per_core * static_cast<double>(cores) + beside;
      if (!above(busy, most)) return {};
      const double enough = std::ceil((busy - beside) / per_core);
      const Duration hold = mean(subject.workloads().sqlalchemy.hold) * (most / busy);
      return {{.about = about_sizes(subject),
               .message = fmt::format(
                   "{} connections are busy on average, more than {} × {} core{} + {} = {}: queries "
                   "slow each other down",
                   rounded(busy), per_core, cores, cores == 1 ? "" : "s", beside, most),
               .cure = fmt::format("hold connections for {} instead of {}, or give the server {} cores",
                                   to_string(hold), to_string(mean(subject.workloads().sqlalchemy.hold)),
                                   rounded(enough))}};
    },
};

constexpr std::array family{budget_exceeded, rollout_exceeds_budget, budget_nearly_full, busy_above_cores};
static_assert(well_formed(family));

}  // namespace

std::span<const Rule> server_rules() { return family; }

}  // namespace poolsize
