// A case of a rule's folder: an env file, or any other file that check reads and that has comments, which
// says in them what is known around it and what must be found.
//
//     # with: rps=100 duration=100ms            what the flags would say, one or several lines
//     # beside: ../beside/staging.env           checked before it, in the same call
//     DATABASE_POOL_SIZE=10
//     # expect: 2:20: warning: DATABASE_POOL_SIZE 10 is below …
//     # cure: set DATABASE_POOL_SIZE=15
//
// Expectations come last, so that they move no line; a finding about the file as a whole has no place in
// front.
#pragma once

#include <poolsize/rules.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace poolsize::testing {

struct Expected {
  std::string finding;  ///< "2:20: warning: message"
  std::string cure;
  bool operator==(const Expected&) const = default;
};

struct RuleCase {
  std::filesystem::path file;
  std::string rule;
  std::vector<CheckInput> inputs;  ///< those in question come last
  std::vector<Expected> expected;
};

/// Throws std::runtime_error for a comment that it does not understand.
RuleCase read_case(const std::filesystem::path& file, std::string rule);

/// What the rule finds in the file, as the file would expect it.
std::vector<Expected> found_by_rule(const RuleCase&);

/// All cases below `folder`/RULE/`kind` for every rule, in their order.
std::vector<RuleCase> cases_in(const std::filesystem::path& folder, const std::string& kind);

}  // namespace poolsize::testing
