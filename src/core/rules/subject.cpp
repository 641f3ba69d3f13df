#include "subject.hpp"

#include <poolsize/error.hpp>
#include <poolsize/smallest.hpp>

#include <algorithm>

namespace poolsize {
namespace {

/// PgBouncer's listen_port (doc/config.md), and the port of Supabase's pooler in transaction mode
/// (supabase.com/docs, "Connect to your database").
constexpr int pgbouncer_port = 6432;
constexpr int supavisor_transaction_port = 6543;

std::size_t index_of(const Setting& setting) {
  return static_cast<std::size_t>(&setting - settings_table.data());
}

bool may_have(Pools pools, PoolKind kind) {
  if (pools == Pools::sqlalchemy) return kind == PoolKind::sqlalchemy;
  if (pools == Pools::asyncpg) return kind == PoolKind::asyncpg;
  return true;
}

/// `settings` without the pools that are larger than the models reach.
PoolSettings within_reach(PoolSettings settings) {
  if (settings.sqlalchemy && settings.sqlalchemy->capacity().value_or(0) > most_servers)
    settings.sqlalchemy.reset();
  if (settings.asyncpg && settings.asyncpg->max_size > most_servers) settings.asyncpg.reset();
  return settings;
}

Pools pools_of(const PoolSettings& settings) {
  if (settings.sqlalchemy && settings.asyncpg) return Pools::both;
  return settings.sqlalchemy ? Pools::sqlalchemy : Pools::asyncpg;
}

}  // namespace

Subject::Subject(const CheckInput& input) : input_(&input), values_(input.defaults) {
  understand_settings();
  understand_urls();
  find_pools();
}

void Subject::understand_settings() {
  for (const Variable& variable : input_->variables) {
    if (const Setting* named = find_setting(variable, input_->prefix))
      variables_[index_of(*named)] = &variable;
  }
  for (const Setting& each : settings_table) {
    if (variable(each) == nullptr || !variable(each)->known) continue;
    try {
      assign(values_, each, variable(each)->value);
    } catch (const Error& error) {
      complaints_[index_of(each)] = error.what();
    }
  }
}

void Subject::understand_urls() {
  for (const Variable* variable : effective(input_->variables)) {
    if (!names_database(variable->name, input_->prefix)) continue;
    hidden_urls_ = hidden_urls_ || !variable->known;
    if (auto url = parse_database_url(variable->value)) urls_.push_back({variable, *std::move(url)});
  }
}

void Subject::find_pools() {
  const auto mentioned = [&](PoolKind kind) {
    return std::ranges::any_of(settings_table, [&](const Setting& each) {
      return each.pool() == kind && variable(each) != nullptr;
    });
  };
  const auto all_understood = [&](PoolKind kind) {
    return std::ranges::all_of(settings_table,
                               [&](const Setting& each) { return each.pool() != kind || understood(each); });
  };
  const bool by_mention = question().pools == Pools::automatic &&
                          (mentioned(PoolKind::sqlalchemy) || mentioned(PoolKind::asyncpg));
  const auto has = [&](PoolKind kind) {
    return may_have(question().pools, kind) && (!by_mention || mentioned(kind));
  };
  settings_ = values_;
  if (!has(PoolKind::sqlalchemy)) settings_.sqlalchemy.reset();
  if (!has(PoolKind::asyncpg)) settings_.asyncpg.reset();
  if (settings_.sqlalchemy && (only_null_pools() || !all_understood(PoolKind::sqlalchemy))) {
    settings_.sqlalchemy.reset();
    complete_ = false;
  }
  if (settings_.asyncpg && !all_understood(PoolKind::asyncpg)) {
    settings_.asyncpg.reset();
    complete_ = false;
  }
}

/// Whether what counts for it is known.
bool Subject::understood(const Setting& setting) const {
  const bool decides_capacity =
      &setting == &knob::pool_size || &setting == &knob::max_overflow || &setting == &knob::max_size;
  if (variable(setting) == nullptr) return !input_->partial || !decides_capacity;
  return set(setting);
}

bool Subject::known(Need need) const {
  switch (need) {
    case Need::nothing:
      return true;
    case Need::traffic:
      return question().workloads.has_value();
    case Need::tier:
      return question().tier != nullptr;
    case Need::request_timeout:
      return question().request_timeout.has_value();
    case Need::server:
      return question().server.has_value();
    case Need::surge:
      return question().deployment.surge != Surge{};
    case Need::db_cores:
      return input_->db_cores.has_value();
    case Need::pooler:
      return pooler().has_value();
    case Need::app_threads:
      return input_->app_threads.has_value();
    case Need::checkouts:
      return input_->checkouts_per_request.has_value();
    case Need::second_source:
      return false;
  }
  return false;
}

double Subject::limit(const Threshold& threshold) const {
  const auto found = input_->policy.thresholds.find(&threshold);
  return found == input_->policy.thresholds.end() ? threshold.value : found->second;
}

std::optional<Pooler> Subject::pooler() const {
  if (input_->pooler) return input_->pooler;
  for (const auto& [variable, url] : urls_) {
    if (url.port == pgbouncer_port) return Pooler::pgbouncer_session;
    if (url.port == supavisor_transaction_port) return Pooler::pgbouncer_transaction;
  }
  return std::nullopt;
}

const Variable* Subject::variable(const Setting& setting) const { return variables_[index_of(setting)]; }
const std::string& Subject::complaint(const Setting& setting) const { return complaints_[index_of(setting)]; }
bool Subject::set(const Setting& setting) const {
  return variable(setting) != nullptr && variable(setting)->known && complaint(setting).empty();
}

std::vector<Pool> Subject::pools() const {
  const auto first_set = [&](const Setting& a, const Setting& b) {
    return variable(a) != nullptr ? variable(a) : variable(b);
  };
  std::vector<Pool> pools;
  if (settings_.sqlalchemy) {
    pools.push_back({PoolKind::sqlalchemy, "SQLAlchemy's pool", settings_.sqlalchemy->capacity(),
                     first_set(knob::pool_size, knob::max_overflow)});
  }
  if (settings_.asyncpg) {
    pools.push_back({PoolKind::asyncpg, "asyncpg's pool", settings_.asyncpg->capacity(),
                     first_set(knob::max_size, knob::min_size)});
  }
  return pools;
}

bool Subject::only_null_pools() const {
  const auto postgresql = [](const NamedUrl& named) { return named.url.postgresql(); };
  return !hidden_urls_ && std::ranges::any_of(urls_, postgresql) &&
         std::ranges::all_of(urls_,
                             [](const NamedUrl& named) { return !named.url.postgresql() || named.url.test; });
}

const Prediction* Subject::predicted(PoolKind kind) const {
  if (!known(Need::traffic)) return nullptr;
  if (!predictions_) predictions_ = predict(within_reach(settings_), workloads(), question());
  const auto& one = kind == PoolKind::sqlalchemy ? predictions_->sqlalchemy : predictions_->asyncpg;
  return one ? &*one : nullptr;
}

const PoolSettings& Subject::smallest() const {
  if (!smallest_) smallest_ = smallest_settings(workloads(), settings_, question());
  return *smallest_;
}

const Recommendation& Subject::recommendation() const {
  if (!recommendation_) {
    Question asked = question();
    asked.method = Method::automatic;
    asked.pools = pools_of(settings_);
    recommendation_ = recommend(asked);
  }
  return *recommendation_;
}

}  // namespace poolsize
