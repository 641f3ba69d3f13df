// What a call in Python is given: keyword arguments, dict literals, and what `**` takes out of one of them.
#pragma once

#include "python_calls.hpp"
#include "python_tokens.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <vector>

namespace poolsize::sources {

using PythonTokens = std::span<const PythonToken>;

/// Where a dict is written out: `{…}` or `dict(…)`.
struct PythonDict {
  std::size_t open = 0;  ///< the index of its bracket
  bool entries = false;  ///< `"name": value` in braces, and not `name=value`
};
/// The one that begins at tokens[at]; nothing if none does.
std::optional<PythonDict> python_dict_at(PythonTokens tokens, std::size_t at);

/// Dicts that a name stands for: it is given that one alone, and nothing is said of its entries.
class PythonDicts {
 public:
  explicit PythonDicts(PythonTokens all);

  PythonTokens tokens() const { return all_; }
  /// nullptr if the name may stand for something else; otherwise that dict is taken for used.
  const PythonDict* use(std::string_view name);
  bool used(std::size_t open) const { return used_.contains(open); }

  /// One dict may be taken out of its name over and over: what is read so has an end for all calls together.
  void count(std::size_t tokens) { unpacked_ += tokens; }
  bool exhausted() const { return unpacked_ > largest_python; }

 private:
  PythonTokens all_;
  std::map<std::string_view, std::optional<PythonDict>> by_name_;  ///< nothing: more than one thing
  std::set<std::size_t> used_;
  std::size_t unpacked_ = 0;
};

/// How deep in brackets the next token is, seen from this one.
int bracket_step(const PythonToken&);

/// Reads into `call` what stands in the bracket tokens[open], and returns the index behind it.
std::size_t read_python_arguments(PythonDicts&, const PythonDict& at, PythonCall& call);

}  // namespace poolsize::sources
