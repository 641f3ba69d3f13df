// What holds for each checked file: its own poolsize.json, the environments in it that the file's name has,
// and the flags over both.
#pragma once

#include "gather.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace poolsize::cli {

struct CheckPolicy {
  Call call;  ///< with the config that holds
  Question question;
  Surroundings around;
  std::string name;  ///< the poolsize.json and its environments that hold; no other policy has it

  const RulePolicy& rules() const { return call.config().rules; }
  /// Which server the question is about: that of the command line, or that of this policy.
  std::string server_name() const;
  /// `question` for a source that says so much itself.
  Question question_about(const GivenSettings&) const;
};

/// Reads and understands each poolsize.json once, however many files it holds for.
class CheckPolicies {
 public:
  /// Requires: `call` outlives this.
  explicit CheckPolicies(const Call& call) : call_(call) {}

  /// For the file at `path`; where there is none, for standard input ("-") and the environment (""), what
  /// holds in the working folder. Throws Error for a poolsize.json that cannot be read or understood.
  const CheckPolicy& of(const std::string& path);

 private:
  const sources::Config& nearest(const std::string& path);
  const CheckPolicy& understood(const sources::Config&, const std::vector<std::size_t>& environments);

  const Call& call_;
  std::map<std::string, std::string> config_of_folder_;
  std::map<std::string, sources::Config> configs_;
  std::map<std::pair<std::string, std::vector<std::size_t>>, CheckPolicy> policies_;
};

}  // namespace poolsize::cli
