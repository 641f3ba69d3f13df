#include "families.hpp"
#include "wording.hpp"

#include <array>
#include <vector>

namespace poolsize {
namespace {

struct NeedFlags {
  Need need;
  std::array<std::string_view, 2> flags;
};

constexpr std::array need_table{
    NeedFlags{Need::traffic, {"--rps", "--duration"}},
    NeedFlags{Need::tier, {"--users or --tier"}},
    NeedFlags{Need::request_timeout, {"--request-timeout"}},
    NeedFlags{Need::server, {"--max-connections"}},
    NeedFlags{Need::surge, {"--surge"}},
    NeedFlags{Need::db_cores, {"--db-cores"}},
    NeedFlags{Need::pooler, {"--pooler"}},
    NeedFlags{Need::app_threads, {"--app-threads"}},
    NeedFlags{Need::checkouts, {"--checkouts-per-request"}},
    NeedFlags{Need::second_source, {"a second file"}},
};

std::vector<Rule> joined() {
  std::vector<Rule> all;
  for (const auto family : {value_rules(), hygiene_rules(), timeout_rules(), sizing_rules(), goal_rules(),
                            server_rules(), pooler_rules(), concurrency_rules()})
    all.insert(all.end(), family.begin(), family.end());
  return all;
}

}  // namespace

std::span<const Rule> rules() {
  static const std::vector<Rule> all = joined();
  return all;
}

const Rule* find_rule(std::string_view id) {
  const auto found = std::ranges::find(rules(), id, &Rule::id);
  return found == rules().end() ? nullptr : &*found;
}

const Threshold* find_threshold(const Rule& rule, std::string_view name) {
  const auto found = std::ranges::find_if(rule.thresholds, [&](const Threshold* threshold) {
    return threshold != nullptr && threshold->name == name;
  });
  return found == rule.thresholds.end() ? nullptr : *found;
}

std::string flags_for(std::span<const Need> needs) {
  std::vector<std::string> flags;
  for (const NeedFlags& each : need_table) {
    if (std::ranges::find(needs, each.need) == needs.end()) continue;
    for (const std::string_view flag : each.flags)
      if (!flag.empty()) flags.emplace_back(flag);
  }
  return listed(flags);
}

}  // namespace poolsize
