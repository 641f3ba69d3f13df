// `check --fix`: make the cures that need no decision, in the env files that were checked.
#pragma once

#include "call.hpp"
#include "check_sources.hpp"

#include <poolsize/rules.hpp>

#include <functional>
#include <string>
#include <vector>

namespace poolsize::cli {

/// A file as it is, and as it would be.
struct FixedFile {
  std::string name;
  std::string path;
  std::string before;
  std::string after;
};

using Checker = std::function<CheckResult(const CheckedSources&)>;

/// Makes the edits that the findings carry until none is left, because one cure may call for the next: a name
/// that is put right has a value that is looked at only then. `read` is brought up to date with what the
/// files would hold; they are not written.
std::vector<FixedFile> fixed(CheckedSources& read, const Checker&);

/// What would change, as `diff -U0` shows it, passwords left out.
std::string shown(const std::vector<FixedFile>&);

/// Replaces each file atomically, keeps what it was as FILE.bak, and shows the change on standard error.
void write(const Call&, const std::vector<FixedFile>&);

}  // namespace poolsize::cli
