// The rules of `check`: what is wrong or doubtful about settings, by themselves or against traffic and
// server.
#pragma once

#include <poolsize/location.hpp>
#include <poolsize/recommendation.hpp>
#include <poolsize/stated_deployment.hpp>
#include <poolsize/variable.hpp>

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize {

enum class Severity { off, info, warning, error };
std::string_view to_string(Severity);
std::optional<Severity> find_severity(std::string_view word);

/// What a rule must know besides the settings.
enum class Need {
  nothing,
  traffic,
  tier,
  request_timeout,
  server,
  surge,
  db_cores,
  pooler,
  app_threads,
  checkouts,
  second_source,
};

class Subject;  // src/core/rules/subject.hpp
struct Remark;
struct Share;  // src/core/rules/shared_server.hpp

/// A number that a rule judges by. `poolsize.json` may give another: {"rules": {RULE: {NAME: number}}}.
struct Threshold {
  std::string_view name;  ///< unique in its rule, with its unit: "longest_s"
  double value = 0;
  std::string_view unit;  ///< "s", or what it counts
  double least = 0;       ///< what poolsize.json may say, both ends included
  double most = 0;
  std::string_view why;  ///< a sentence or a source for `value`
};

/// One rule: what it is called, what `explain` says about it, and how it judges. Ids are never renamed and
/// never reused.
struct Rule {
  std::string_view id;
  Severity severity = Severity::warning;         ///< unless the policy says otherwise
  std::string_view title;                        ///< one line: when it speaks
  std::array<Need, 2> needs{};                   ///< without these it is silent
  std::array<const Threshold*, 2> thresholds{};  ///< the unused are nullptr
  std::string_view why;                          ///< a paragraph: what happens if nobody listens
  std::string_view cure;                         ///< a sentence; a finding has it with its numbers
  std::array<std::string_view, 3> sources{};     ///< what all of this rests on; the unused are empty
  /// One of the two: what it has to say about one source, or about one source beside those before it that say
  /// something of the same application.
  std::vector<Remark> (*check)(const Subject&) = nullptr;
  std::vector<Remark> (*compare)(const Subject&, std::span<const Subject* const> before) = nullptr;
  /// Besides: what it has to say about services that share a server, two at least.
  std::optional<Remark> (*together)(const std::vector<Share>&) = nullptr;
};

/// All rules, in the order in which they are shown.
std::span<const Rule> rules();
/// The rule of that id, or nullptr.
const Rule* find_rule(std::string_view id);
/// The flags that say what is needed: "--rps, --duration and --db-cores"; empty if nothing is.
std::string flags_for(std::span<const Need> needs);
inline std::string flags_for(const Rule& rule) { return flags_for(rule.needs); }
/// The rule's threshold of that name, or nullptr.
const Threshold* find_threshold(const Rule&, std::string_view name);

/// A change to one variable.
struct Edit {
  std::string variable;  ///< as it is written now; where it is not set, as it would be
  std::string name;      ///< what it shall be called; empty: as it is
  std::string value;     ///< what it shall be set to; empty: what it is
  bool operator==(const Edit&) const = default;
};

/// One thing wrong or doubtful.
struct Finding {
  std::string_view rule;
  Severity severity = Severity::warning;
  Location where;
  std::string message;        ///< the value quoted with its unit, then what will happen
  std::string cure;           ///< what to do, with values that can be pasted
  std::string variable{};     ///< that it is about, as written; empty: the source as a whole
  std::string value{};        ///< of that variable, without passwords
  std::vector<Edit> edits{};  ///< the cure, where a program may make it without asking
  bool operator==(const Finding&) const = default;
};

/// What a repository wants otherwise than the rules have it.
struct RulePolicy {
  std::map<std::string, Severity, std::less<>> severities;  ///< Severity::off switches a rule off
  std::map<const Threshold*, double> thresholds;
  bool operator==(const RulePolicy&) const = default;

  Severity severity_of(const Rule&) const;
};

/// What stands between the pools and PostgreSQL.
enum class Pooler { none, pgbouncer_session, pgbouncer_transaction };

/// One source of settings, and what is known around it.
struct CheckInput {
  std::string source;  ///< the file's name, or "environment"
  /// Which of several in that file it is, "container api"; empty where there is but one.
  std::string part;
  Location where;  ///< where it begins; nowhere: the file as a whole
  /// Sources are compared with each other where this is the same: a container with its like in another
  /// environment, but not with the one beside it.
  std::string application;
  /// A service that runs beside others, and whose limits the question's server has: those with the same name
  /// here are added up, unless their URLs speak of different servers. Empty: this one is judged by itself.
  std::string shared_server;
  std::vector<Variable> variables;  ///< all of them; where one is set twice the last one counts
  /// Whether more variables come from a place that was not read: sizes that are not set are then not known.
  bool partial = false;
  /// Whether its settings are called by the pools' own words, "pool_size", and not as variables.
  bool own_words = false;
  /// Whether they stand in Python code, where cures are pasted as Python has them: True.
  bool python = false;
  /// What counts where nothing is set: the application's defaults, or those of the pools themselves.
  PoolSettings defaults{SqlalchemySettings{}, AsyncpgSettings{}};
  std::string prefix{default_env_prefix};
  /// Workload, tier, deployment, server, goal, pools; its method does not matter. With Pools::automatic the
  /// pools are those of which a setting is among the variables, and both where there is none.
  Question question;
  /// What of the question's deployment the files say.
  StatedDeployment stated;
  std::optional<Count> db_cores;
  std::optional<Pooler> pooler;
  std::optional<Count> app_threads;
  std::optional<Count> checkouts_per_request;
  RulePolicy policy;
};

/// A rule that had nothing to say because something is not known.
struct SilentRule {
  std::string_view rule;
  std::string needs;  ///< the flags that would wake it: "--rps and --duration"
  bool operator==(const SilentRule&) const = default;
};

/// A source whose files say how many of it there are.
struct StatedSource {
  std::string file;
  std::string part;
  StatedDeployment stated;
  bool operator==(const StatedSource&) const = default;
};

struct CheckResult {
  std::vector<Finding> findings;     ///< by source, then by place, then by rule; last those about several
  std::vector<SilentRule> silent;    ///< those that were silent about every source
  std::vector<StatedSource> stated;  ///< in the order of the sources
};

CheckResult check(const CheckInput&);
/// Several sources: each by itself, then compared.
CheckResult check(std::span<const CheckInput>);

}  // namespace poolsize
