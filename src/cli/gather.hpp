// From texts to values: what the inputs of a command mean together.
#pragma once

#include "call.hpp"
#include "render/workload.hpp"
#include "sources/trace.hpp"

#include <poolsize/arrivals.hpp>
#include <poolsize/fit.hpp>
#include <poolsize/recommendation.hpp>
#include <poolsize/rules.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace poolsize::cli {

/// For what cannot be understood, or does not go together.
[[noreturn]] inline void refuse(const std::string& message) { throw Error(Failure::input, message); }

/// More users than people.
inline constexpr Count most_users = 1'000'000'000;

/// The settings that are given: by flag, by the environment or the env file, by poolsize.json; pools of which
/// nothing is given are absent.
struct GivenSettings {
  PoolSettings settings;
  Count engines = 1;  ///< databases that the environment has a URL for; at least 1
  /// What a manifest says: goes before poolsize.json, and flags before it.
  std::optional<Count> instances;
  std::optional<Surge> surge;
};
GivenSettings gather_settings(const Call&);
/// The same with the variables of a certain file in place of the environment.
GivenSettings gather_settings(const Call&, const std::vector<Variable>&);

/// The settings that are given, and the defaults of a pool of which nothing is.
PoolSettings with_defaults(const PoolSettings& given, Pools);

/// Sets what "pool_size=10,max_overflow=20" says. Throws Error(Failure::input).
void assign_pairs(PoolSettings&, std::string_view pairs);

/// The variables of the application: of the env file, or else of the environment.
std::vector<Variable> gather_variables(const Call&);
std::vector<Variable> env_file_variables(const Call&, const std::string& file);

/// The settings that were typed, or those of poolsize.json, as variables of that name.
std::vector<Variable> gather_stated_settings(const Call&, bool typed);

/// Nothing where neither a rate nor a hold time is given. Throws where one is and the other is not.
struct GivenWorkloads {
  Workloads workloads;
  std::vector<PercentileFit::Match> matches;   ///< where the hold times were given by percentiles
  std::optional<render::BusiestStep> busiest;  ///< where the rate is from a profile
  // Where those of a workload file decide when requests come:
  std::optional<ProfileArrivals> profile;
  std::optional<sources::Trace> trace;
  bool holds_typed = false;  ///< rather than in the workload file
};
/// `recorded` is the rate of what was recorded, where only the hold time is left to be given.
std::optional<GivenWorkloads> gather_workloads(const Call&, std::optional<Rate> recorded = {});

/// Everything that a recommendation rests on, for the pools that are there. A workload or a tier may be
/// missing.
struct GivenQuestion {
  Question question;
  std::optional<render::UnderstoodWorkload> understood;
  // As GivenWorkloads has them:
  std::optional<ProfileArrivals> profile;
  std::optional<sources::Trace> trace;
  bool holds_typed = false;
};
GivenQuestion gather_question(const Call&, const GivenSettings&, std::optional<Rate> recorded = {});

/// Sets what depends on how many instances and engines there are.
void set_deployment(Question&, const Inputs&, const GivenSettings&);

/// What only `check` asks about.
struct Surroundings {
  std::optional<Count> db_cores;
  std::optional<Pooler> pooler;
  std::optional<Count> app_threads;
  std::optional<Count> checkouts_per_request;
};
Surroundings gather_surroundings(const Inputs&);

}  // namespace poolsize::cli
