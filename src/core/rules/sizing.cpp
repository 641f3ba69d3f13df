// Whether the sizes are those of the tier and of the formula.
#include "cures.hpp"
#include "families.hpp"
#include "wording.hpp"

#include <fmt/format.h>

namespace poolsize {
namespace {

constexpr Threshold most_times_tier{
    .name = "times",
    .value = 2,
    .unit = "times the row",
    .least = 1,
    .most = 1000,
    .why = "from tier to tier the sizes about double: what is above twice a row is beyond the next one too"};

constexpr std::array sizes{&knob::pool_size, &knob::max_overflow, &knob::min_size, &knob::max_size};

Count size_in(const PoolSettings& settings, const Setting& size) {
  if (const auto* field = std::get_if<Count SqlalchemySettings::*>(&size.field))
    return settings.sqlalchemy.value().*(*field);
  return settings.asyncpg.value().*std::get<Count AsyncpgSettings::*>(size.field);
}

void set_size(PoolSettings& settings, const Setting& size, Count to) {
  if (const auto* field = std::get_if<Count SqlalchemySettings::*>(&size.field))
    settings.sqlalchemy.value().*(*field) = to;
  else
    settings.asyncpg.value().*std::get<Count AsyncpgSettings::*>(size.field) = to;
}

/// "tier medium (100 to 499 users)"
std::string tier_words(const Tier& tier) {
  const bool last = &tier == &tiers.back();
  const std::string users = last
                                ? fmt::format("{} users or more", tier.users_from)
                                : fmt::format("{} to {} users", tier.users_from, (&tier + 1)->users_from - 1);
  return fmt::format("tier {} ({})", tier.name, users);
}

/// "twice", "1.5 times"
std::string times_words(double times) { return times == 2 ? "twice" : fmt::format("{} times", times); }

/// A remark about every size for which `wrong(size, size in the tier's row)`.
template <class Wrong>
Remarks against_tier(const Subject& subject, std::string_view relation, std::string_view then, Wrong wrong) {
  const Tier& tier = *subject.question().tier;
  Remarks remarks;
  for (const Pool& pool : subject.pools()) {
    if (!pool.capacity) continue;
    for (const Setting* size : sizes) {
      if (size->pool() != pool.kind) continue;
      const Count row = size_in(tier.settings, *size);
      if (!wrong(size_in(subject.values(), *size), row)) continue;
      PoolSettings wanted = subject.values();
      set_size(wanted, *size, row);
      remarks.push_back({.about = subject.set(*size) ? subject.variable(*size) : pool.about,
                         .message = fmt::format("{} is {} {} of {}: {}", stated(subject, *size), relation,
                                                row, tier_words(tier), then),
                         .cure = fmt::format("set {}={}", name_of(subject, *size), row),
                         .edits = safe_edits(subject, wanted)});
    }
  }
  return remarks;
}

constexpr Rule pool_below_tier{
    .id = "pool-below-tier",
    .severity = Severity::warning,
    .title = "a size is below the row of the tier",
    .needs = {Need::tier},
    .why =
        "The tiers are what to start from where nothing is known but the number of users. A pool below its "
        "row may do, if requests are few or short, but then it is better to say so: with --rps and "
        "--duration "
        "the formula and the models speak, and they know more than a tier does.",
    .cure = "Set the size of the tier's row, or give the traffic.",
    .sources = {"DATABASE_POOL_CONFIGURATION.md, Production Recommendations"},
    .check =
        [](const Subject& subject) {
          return against_tier(subject, "below the", "requests may have to wait at a peak",
                              [](Count size, Count row) { return size < row; });
        },
};

constexpr Rule pool_above_tier{
    .id = "pool-above-tier",
    .severity = Severity::warning,
    .title = "a size is above twice the row of the tier",
    .needs = {Need::tier},
    .thresholds = {&most_times_tier},
    .why =
        "Connections cost the server memory and the other services their share, used or not. More than twice "
        "the row is more than the next tier up has: either the users were counted too low, or the pool was "
        "raised to get rid of an error whose cause is connections that are held too long.",
    .cure = "Set the size of the tier's row, or say how many users there are.",
    .sources = {"DATABASE_POOL_CONFIGURATION.md, Production Recommendations and Don'ts",
                "apache/airflow #26756: a pool of 1000 against \"too many clients\""},
    .check =
        [](const Subject& subject) {
          const double times = subject.limit(most_times_tier);
          Remarks remarks =
              against_tier(subject, fmt::format("above {} the", times_words(times)),
                           "the server must have room for all of it", [&](Count size, Count row) {
                             return static_cast<double>(size) > times * static_cast<double>(row);
                           });
          // The formula knows more than a tier, and may want what the tier finds too much.
          if (subject.known(Need::traffic))
            for (Remark& remark : remarks) remark.edits.clear();
          return remarks;
        },
};

/// "100/s ÷ 4 instances × 100 ms × 1.2 = 3, rounded up to a multiple of 5"
std::string formula_words(const Question& question) {
  const Workload& workload = question.workloads->sqlalchemy;
  const Formula& formula = question.formula;
  const Count instances = question.deployment.instances;
  const Load load = workload.share(instances).offered_load();
  return fmt::format(
      "{}{} × {} × {} = {}{}", to_string(workload.rate),
      instances == 1 ? "" : fmt::format(" ÷ {} instances", instances), to_string(mean(workload.hold)),
      formula.headroom, rounded(load.erlangs * formula.headroom),
      formula.round_to == 1 ? "" : fmt::format(", rounded up to a multiple of {}", formula.round_to));
}

constexpr Rule pool_below_formula{
    .id = "pool-below-formula",
    .severity = Severity::warning,
    .title = "pool_size is below the formula's",
    .needs = {Need::traffic},
    .why =
        "rps × duration is the number of connections that are busy on average (Little's law). A pool_size "
        "below that, with a fifth to spare, works out of its overflow most of the time: connections are "
        "opened and closed again all day, and little is left for a peak. The formula knows nothing of waits; "
        "wait-over-goal and overflow-churn say whether this case is as bad as it looks.",
    .cure = "Set pool_size to the formula's.",
    .sources = {"DATABASE_POOL_CONFIGURATION.md, Sizing Formula, read as its example has it: `poolsize "
                "explain formula`",
                "Little 1961, \"A proof for the queuing formula: L = λW\""},
    .check = [](const Subject& subject) -> Remarks {
      const auto& pool = subject.settings().sqlalchemy;
      if (!pool || pool->unlimited()) return {};
      const Question& question = subject.question();
      const Count instances = question.deployment.instances;
      const Count size =
          question.formula.pool_size(question.workloads->sqlalchemy.share(instances).offered_load());
      if (pool->pool_size >= size) return {};
      PoolSettings wanted = subject.values();
      wanted.sqlalchemy->pool_size = size;
      return {{.about = subject.pools().front().about,
               .message = fmt::format("{} is below the formula's {} ({}): the rest of the demand opens and "
                                      "closes connections, or waits",
                                      stated(subject, knob::pool_size), size, formula_words(question)),
               .cure = fmt::format("set {}={}", name_of(subject, knob::pool_size), size),
               .edits = safe_edits(subject, wanted)}};
    },
};

constexpr std::array family{pool_below_tier, pool_above_tier, pool_below_formula};
static_assert(well_formed(family));

}  // namespace

std::span<const Rule> sizing_rules() { return family; }

}  // namespace poolsize
