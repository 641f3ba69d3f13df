// What the rules look at: one source of settings, understood once, with what the models say about it.
#pragma once

#include <poolsize/database_url.hpp>
#include <poolsize/rules.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize {

/// What a rule has to say.
struct Remark {
  const Variable* about = nullptr;  ///< the line that it points to; nullptr: the source as a whole
  std::string message;
  std::string cure;
  bool at_name = false;                ///< points to the name and not to the value
  Severity at_most = Severity::error;  ///< where it is less bad than the rule usually is
  std::vector<Edit> edits{};           ///< as in Finding
};
using Remarks = std::vector<Remark>;

/// The settings by name.
namespace knob {

consteval const Setting& find(std::string_view variable) {
  for (const Setting& setting : settings_table)
    if (setting.variable == variable) return setting;
  throw "there is no such setting";
}

inline constexpr const Setting& pool_size = find("POOL_SIZE");
inline constexpr const Setting& max_overflow = find("MAX_OVERFLOW");
inline constexpr const Setting& pool_timeout = find("POOL_TIMEOUT");
inline constexpr const Setting& pre_ping = find("POOL_PRE_PING");
inline constexpr const Setting& min_size = find("ASYNCPG_POOL_MIN_SIZE");
inline constexpr const Setting& max_size = find("ASYNCPG_POOL_MAX_SIZE");
inline constexpr const Setting& command_timeout = find("ASYNCPG_COMMAND_TIMEOUT");

}  // namespace knob

/// A database URL and the variable that has it.
struct NamedUrl {
  const Variable* variable;
  DatabaseUrl url;
};

/// One of the pools, as the sizing rules see it.
struct Pool {
  PoolKind kind;
  std::string_view name;          ///< "SQLAlchemy's pool"
  std::optional<Count> capacity;  ///< nothing: without limit
  const Variable* about;          ///< the size that is set, the one that matters most
};

class Subject {
 public:
  /// Requires: `input` outlives the subject.
  explicit Subject(const CheckInput& input);

  const CheckInput& input() const { return *input_; }
  const Question& question() const { return input_->question; }
  const Workloads& workloads() const { return question().workloads.value(); }

  /// Whether what a rule needs is known; a second source never is, to one alone.
  bool known(Need) const;
  /// As the policy has it, or as it is.
  double limit(const Threshold&) const;
  /// As given, or as a port in a URL gives it away.
  std::optional<Pooler> pooler() const;

  /// The variable that sets it, understood or not; nullptr where the default counts.
  const Variable* variable(const Setting&) const;
  /// What is wrong with the text of its variable; empty if nothing is.
  const std::string& complaint(const Setting&) const;
  /// Whether `variable(setting)` is there, known and understood.
  bool set(const Setting&) const;
  /// Of every setting what counts: its variable, or the default where there is none or it says nothing.
  const PoolSettings& values() const { return values_; }

  /// The pools that the process has and whose settings are all known and understood. Where every engine runs
  /// on a NullPool there is no pool of SQLAlchemy.
  const PoolSettings& settings() const { return settings_; }
  std::vector<Pool> pools() const;
  /// Whether settings() holds all pools, so that they can be added up.
  bool complete() const { return complete_; }

  /// Those that are set, known, and URLs, each variable once.
  const std::vector<NamedUrl>& urls() const { return urls_; }
  /// Whether there are PostgreSQL URLs, and all of them mean NullPool.
  bool only_null_pools() const;

  // Computed when first asked for.
  /// Nothing without traffic, without the pool, and for a pool that is larger than the models reach.
  const Prediction* predicted(PoolKind) const;
  /// The smallest settings() that meet the goal. Requires: known(Need::traffic).
  const PoolSettings& smallest() const;
  /// For the pools that there are. Requires: known(Need::traffic) or known(Need::tier).
  const Recommendation& recommendation() const;

 private:
  void understand_settings();
  void understand_urls();
  void find_pools();
  bool understood(const Setting&) const;

  const CheckInput* input_;
  std::array<const Variable*, settings_table.size()> variables_{};
  std::array<std::string, settings_table.size()> complaints_;
  PoolSettings values_;
  PoolSettings settings_;
  bool complete_ = true;
  std::vector<NamedUrl> urls_;
  bool hidden_urls_ = false;  ///< some are set and not known
  mutable std::optional<Predictions> predictions_;
  mutable std::optional<PoolSettings> smallest_;
  mutable std::optional<Recommendation> recommendation_;
};

}  // namespace poolsize
