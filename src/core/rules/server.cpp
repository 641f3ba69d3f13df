// Whether PostgreSQL can give what the pools may ask for.
#include "cures.hpp"
#include "families.hpp"
#include "shared_server.hpp"
#include "wording.hpp"

#include <fmt/format.h>

#include <algorithm>
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

/// The sizes that fit, each pool cut by the same part of what it can spare, or the server that would do.
/// `share` of what the server can give may be asked for.
std::string budget_cure(const Subject& subject, const ServerDemand& demand, double share = 1) {
  const ServerLimits& server = *subject.question().server;
  const std::string raise =
      fmt::format("raise max_connections to {}", server_for(server, demand.peak, share));
  const auto cut = cut_to(subject, part_of(server.available(), share));
  if (!cut) return raise + ", run fewer instances, or put a PgBouncer in transaction mode between";
  return fmt::format("{}, or {}", set_cure(subject, *cut), raise);
}

Count available_to(const Subject& subject) { return subject.question().server->available(); }
Count available_to(const SharedServer& shared) { return available_to(*shared.front().service); }

/// That one has been told by itself.
bool one_is_above(const SharedServer& shared, Count ServerDemand::*which, Count limit) {
  return std::ranges::any_of(shared, [&](const Share& share) { return share.demand.*which > limit; });
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
        "instance. Containers and compose services of one call that name the same server, or no server, and "
        "are judged by one --max-connections or poolsize.json are added up too; --other-connections is what "
        "is not among the files. "
        "Behind a PgBouncer in transaction mode the rule is silent: there its pool is what counts.",
    .cure =
        "Cut the pools to what fits, raise max_connections, or share server connections through PgBouncer.",
    .sources = {"www.postgresql.org/docs, Connections and Authentication: max_connections",
                "fastapi/full-stack-fastapi-template #1: 96 workers × 10", "apache/airflow #26756"},
    .check = [](const Subject& subject) -> Remarks {
      const auto demand = demand_on_server(subject);
      if (!demand || demand->steady <= available_to(subject)) return {};
      return {{.about = about_sizes(subject),
               .message = fmt::format(
                   "the pools may open {} connections of {}: PostgreSQL refuses the rest with \"too "
                   "many clients already\"",
                   steady_arithmetic(subject, *demand), available_words(*subject.question().server)),
               .cure = budget_cure(subject, *demand)}};
    },
    .together = [](const SharedServer& shared) -> std::optional<Remark> {
      const Count available = available_to(shared);
      if (one_is_above(shared, &ServerDemand::steady, available) ||
          together(shared, &ServerDemand::steady) <= available)
        return std::nullopt;
      return Remark{.message = together_words(shared, &ServerDemand::steady) +
                               ": PostgreSQL refuses the rest with \"too many clients already\"",
                    .cure = together_cure(shared)};
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
      if (!demand || demand->steady > available_to(subject) || demand->peak <= available_to(subject))
        return {};
      return {{.about = about_sizes(subject),
               .message = fmt::format(
                   "while a rollout runs the pools may open {} connections of {}: new instances "
                   "cannot connect",
                   peak_arithmetic(subject, *demand), available_words(*subject.question().server)),
               .cure = budget_cure(subject, *demand)}};
    },
    .together = [](const SharedServer& shared) -> std::optional<Remark> {
      const Count available = available_to(shared);
      if (one_is_above(shared, &ServerDemand::peak, available) ||
          together(shared, &ServerDemand::steady) > available ||
          together(shared, &ServerDemand::peak) <= available)
        return std::nullopt;
      return Remark{.message = "while all of them are rolled out " +
                               together_words(shared, &ServerDemand::peak) + ": new instances cannot connect",
                    .cure = together_cure(shared)};
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
      if (!demand || demand->peak > available_to(subject)) return {};
      const double share = static_cast<double>(demand->peak) / static_cast<double>(available_to(subject));
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
    .together = [](const SharedServer& shared) -> std::optional<Remark> {
      const double most = shared.front().service->limit(most_of_budget);
      const auto available = static_cast<double>(available_to(shared));
      const auto share = [&](Count demand) { return static_cast<double>(demand) / available; };
      const double all = share(together(shared, &ServerDemand::peak));
      if (above(share(shared.front().demand.peak), most) || all > 1 || !above(all, most)) return std::nullopt;
      return Remark{
          .message = fmt::format("{}: that is {}, and migrations, psql and sessions that linger "
                                 "hardly find one",
                                 together_words(shared, &ServerDemand::peak), percent_above(all, most)),
          .cure = together_cure(shared, most)};
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
